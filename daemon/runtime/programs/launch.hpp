// SPDX-License-Identifier: MIT
#pragma once

#include <sys/types.h>

#include <optional>
#include <string>
#include <vector>

#include "daemon/runtime/loop/descriptor.hpp"

namespace aio::runtime {

/// All that a process begins with.
struct Launch {
  std::vector<std::string> words;      ///< the program first: a path, or a name sought in PATH
  std::vector<std::string> variables;  ///< its whole environment, NAME=VALUE
  std::string directory;               ///< empty: as the caller's
  std::optional<unsigned> umask;       ///< none: as the caller's
  Descriptor in;
  Descriptor out;
  bool out_is_in = false;  ///< for a socket, which is both
  Descriptor err;
};

/// A process that runs, before anybody has waited for it. Whoever holds it reaps it.
struct Child {
  pid_t pid = -1;
  Descriptor process;  ///< its pidfd
};

/// Starts a program as a process group of its own, with its three descriptors and no other, all
/// signals as they are by default, SIGTERM for the day that the calling thread ends, and a higher
/// oom_score_adj than the caller's. Costs what vfork() does, whatever the size of the caller, and
/// like that waits for the exec, which may wait for a disk. Throws aio::Error with the path and
/// what the kernel said.
Child start_process(const Launch& launch);

}  // namespace aio::runtime

// SPDX-License-Identifier: MIT
#pragma once

#include <sys/types.h>

#include <chrono>
#include <optional>
#include <vector>

namespace aio::ctl::tests {

/// What the supervisor tells of its program, in memory that it shares with aioctl.
struct Record {
  bool ended = false;
  bool timed_out = false;
  int error = 0;   ///< an errno: the program was not started
  int status = 0;  ///< as waitpid(2) tells it
  std::chrono::microseconds duration{};
};

/// What to start; all of it outlives the supervisor.
struct Launch {
  std::vector<char*> words;        ///< ends in a nullptr
  std::vector<char*> environment;  ///< the same
  const char* folder = nullptr;
  int output = -1;
  int error = -1;
  std::optional<std::chrono::microseconds> limit;
};

/// The life of a process that has just been forked off `parent` and does nothing else: it runs one
/// program in a session of its own, and ends when that program and all that it started have ended.
/// What the program leaves behind, and the program itself when its time is over, when SIGTERM comes
/// or when `parent` dies, gets SIGTERM, and two seconds later SIGKILL; at once after SIGINT. It is
/// the subreaper (prctl(2)), so that nothing gets away by forking twice or by a session of its own.
/// SIGCHLD, SIGTERM and SIGINT are blocked by whoever forks.
[[noreturn]] void supervise(const Launch& launch, Record& record, pid_t parent);

}  // namespace aio::ctl::tests

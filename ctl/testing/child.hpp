// SPDX-License-Identifier: MIT
#pragma once

#include <sys/types.h>

#include <array>
#include <chrono>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "conf/descriptor.hpp"
#include "ctl/testing/command.hpp"
#include "ctl/testing/supervisor.hpp"

namespace aio::ctl::tests {

/// Whether there is time for SIGTERM before SIGKILL.
enum class Haste { none, at_once };

/// A command that runs, under a supervisor that ends with all of it. Owned by the Runner, which
/// takes its ending; one that is dropped before is ended.
class Child {
 public:
  /// Throws std::system_error.
  Child(const Command& command,
        const std::vector<std::string>& environment,
        std::optional<std::chrono::microseconds> limit);
  ~Child();
  Child(Child&&) = delete;

  int process() const { return process_.number(); }  ///< readable when all has ended
  int pipe(Stream stream) const;                     ///< -1: its end was read

  /// What there is to read; never waits, and closes the pipe at its end. At most 64 KiB.
  std::string read(Stream stream);

  void stop(Haste haste) const;  ///< goes on until await_ending()
  Ending await_ending();         ///< waits for the supervisor

 private:
  struct Unmap {
    void operator()(Record* record) const;
  };

  std::unique_ptr<Record, Unmap> record_;
  std::array<conf::Descriptor, 2> pipes_;  // by Stream
  conf::Descriptor process_;
  pid_t supervisor_ = -1;
};

}  // namespace aio::ctl::tests

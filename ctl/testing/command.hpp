// SPDX-License-Identifier: MIT
#pragma once

#include <chrono>
#include <filesystem>
#include <string>
#include <vector>

namespace aio::ctl::tests {

/// A program to run. A value.
struct Command {
  std::vector<std::string> words;  ///< the first is a path, or is sought in $PATH
  std::filesystem::path folder;    ///< where it runs
  bool merged = false;             ///< standard error goes where standard output goes
};

enum class Stream { output, error };

/// How a program ended. A value.
struct Ending {
  int error = 0;   ///< an errno: it was not started
  int status = 0;  ///< as waitpid(2) tells it
  bool timed_out = false;
  bool lost = false;  ///< what looked after it was killed
  std::chrono::microseconds duration{};

  bool is_well() const { return error == 0 && status == 0 && !timed_out && !lost; }
};

/// In words: "exit status 3", "killed by SIGSEGV", "cannot be started: Permission denied", "had not
/// ended after 5min". Pure.
std::string reason(const Ending& ending);

}  // namespace aio::ctl::tests

// SPDX-License-Identifier: MIT
#pragma once

#include <filesystem>
#include <optional>
#include <stdexcept>
#include <string>
#include <vector>

namespace aio {

/// What the command line of aiod asks for: a plain value.
struct Options {
  enum class Task { run, check, command, help, version };

  Task task = Task::run;
  std::filesystem::path file;  ///< empty: the search order
  bool system_bus = false;
  bool user_bus = false;
  std::optional<std::string> address;  ///< of a bus, or "none"

  // Of Task::command.
  std::string command;                 ///< its name
  std::string handler;                 ///< module.function
  std::vector<std::string> arguments;  ///< verbatim
};

/// A command line that cannot be understood; what() says why in one line.
class UsageError : public std::runtime_error {
 public:
  using std::runtime_error::runtime_error;
};

/// Reads argv with getopt_long(3), which starts anew at each call. Throws UsageError.
Options parse_options(int argc, char** argv);

/// What `aiod --help` prints.
extern const char* const help_text;

}  // namespace aio

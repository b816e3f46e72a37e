// SPDX-License-Identifier: MIT
#pragma once

#include "tests/scenarios/captured.hpp"

#include <sys/types.h>

#include <chrono>
#include <filesystem>
#include <iosfwd>
#include <optional>
#include <string>
#include <vector>

namespace aio::scenarios {

/// What to start, and in what surroundings.
struct Launch {
  std::vector<std::string> words;  ///< the program's path or name, then its arguments
  std::filesystem::path folder;
  std::vector<std::string>
      environment;  ///< NAME=VALUE, on top of the test's own; "NAME" alone unsets
};

/// How a program ended.
struct Finished {
  int status;  ///< its exit status, or 128 plus the signal that killed it
  std::string out;
  std::string err;
};
void PrintTo(const Finished& finished, std::ostream* out);

/// A running program, its output gathered. Owned by the test; it is killed when this ends, and also
/// when the test program dies.
class Process {
 public:
  explicit Process(const Launch& launch);
  ~Process();
  Process(const Process&) = delete;
  Process& operator=(const Process&) = delete;

  pid_t pid() const { return pid_; }
  const Captured& out() const { return *out_; }
  const Captured& err() const { return *err_; }

  void signal(int number) const;
  /// Waits for its end; nullopt when it goes on.
  std::optional<int> status(std::chrono::milliseconds limit = patience);

 private:
  pid_t pid_;
  std::optional<int> status_;
  std::optional<Captured> out_;
  std::optional<Captured> err_;
};

/// Runs a program to its end. A program that does not end is killed, which its status shows.
Finished run(const Launch& launch);

}  // namespace aio::scenarios

// SPDX-License-Identifier: MIT
#pragma once

#include <sys/types.h>

#include <functional>
#include <string>
#include <vector>

namespace bench {

/// A process of ours: a function in a child, or a program. Killed and reaped when this goes, and by
/// the kernel when we go.
class Process {
 public:
  /// Runs `work` in a child, which ends with it. `out` is a pipe that read_line() reads from.
  explicit Process(const std::function<void(int out)>& work);

  /// A program of these words; what it writes is thrown away, and its errors go to that file.
  /// Variables are NAME=VALUE.
  static Process program(std::vector<std::string> words,
                         std::vector<std::string> variables = {},
                         const std::string& errors = "/dev/null");

  Process(Process&& other) noexcept;
  Process& operator=(Process&&) = delete;
  ~Process();

  pid_t pid() const noexcept { return pid_; }
  std::string read_line();     ///< "" at its end
  bool ended() const;          ///< by itself
  int wait();                  ///< exit status, or 128 + signal
  double cpu_seconds() const;  ///< of all its threads, so far
  double pss_bytes() const;    ///< its share of memory, now

 private:
  pid_t pid_ = -1;
  int out_ = -1;
};

/// What a child writes for read_line(): numbers with blanks between, and the line's end.
void write_numbers(int out, const std::vector<double>& numbers);
std::vector<double> numbers_of(const std::string& line);

/// Runs `work` in a process of its own and gives what it returns: a clean heap, and nothing of ours
/// in its caches. Throws std::runtime_error when the child dies.
std::vector<double> in_a_child(const std::function<std::vector<double>()>& work);

}  // namespace bench

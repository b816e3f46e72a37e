// SPDX-License-Identifier: MIT
#pragma once

#include <chrono>
#include <string>
#include <string_view>
#include <vector>

namespace aio::ctl::tests {

enum class Verdict {
  ok,
  failed,
  timeout,  ///< it took longer than --timeout
  skipped,
  listed,  ///< it was not run: --list
};

/// "ok", "failed", "timeout", "skipped" or "listed".
std::string_view word(Verdict verdict);

/// How one test ended. A value.
struct Result {
  std::string module;
  std::string file;    ///< in the module's tests folder, or README.md:LINE
  std::string test{};  ///< one of the file's; empty: the file is a single test
  Verdict verdict = Verdict::ok;
  std::string reason{};  ///< why it failed or was skipped; one line or more, may be empty
  std::string output{};  ///< the last of what it printed, when it failed
  std::chrono::microseconds duration{};
};

bool is_failure(Verdict verdict);

/// MODULE/FILE or MODULE/FILE/TEST.
std::string full_name(const Result& result);

/// How many ended in which way, and how long all of it took.
struct Tally {
  std::size_t ok = 0;
  std::size_t failed = 0;
  std::size_t timeout = 0;
  std::size_t skipped = 0;

  std::size_t all() const { return ok + failed + timeout + skipped; }
};

Tally tally_of(const std::vector<Result>& results);

}  // namespace aio::ctl::tests

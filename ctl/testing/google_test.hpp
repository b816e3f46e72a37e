// SPDX-License-Identifier: MIT
#pragma once

#include <chrono>
#include <filesystem>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "ctl/testing/line_reader.hpp"
#include "ctl/testing/tail.hpp"

// What GoogleTest's programs are, take and tell (its advanced.md). Pure, but for
// has_google_test().
namespace aio::ctl::tests {

/// Whether a program is one of GoogleTest's: an ELF file that registers tests with it, be it linked
/// as an archive or not. Starts nothing.
bool has_google_test(const std::filesystem::path& program);

/// What --gtest_list_tests prints, as Suite.Test each; nothing when it has another form.
std::optional<std::vector<std::string>> parse_test_list(std::string_view text);

/// A test as --gtest_output=json tells of it.
struct GoogleTestResult {
  std::string name;  ///< Suite.Test
  bool failed = false;
  bool skipped = false;
  bool disabled = false;
  std::string failure;  ///< all of its failures
  std::chrono::microseconds duration{};
};

/// Nothing when the text has another form.
std::optional<std::vector<GoogleTestResult>> parse_google_results(const std::string& json);

/// What such a program prints: which test is on, and what each that did not go well had to say. A
/// value.
class GoogleTestOutput {
 public:
  void read(std::string_view bytes);

  const std::string& running() const { return running_; }  ///< Suite.Test; empty: none
  std::string printed_by(const std::string& test) const;   ///< that failed or was skipped
  std::string last() const { return tail_.text(); }        ///< of it, or of all when none is on

  /// Suite.Test each that has ended, for a program that crashed and told no results.
  struct Ended {
    std::string name;
    enum class How { ok, failed, skipped } how;
    std::string printed;
  };
  const std::vector<Ended>& ended() const { return ended_; }

 private:
  static constexpr std::size_t most = 4 << 20;  // bytes that are kept of all that did not go well

  void read_line(std::string_view line);
  void note_end(Ended::How how);

  LineReader lines_;
  std::string running_;
  Tail tail_;
  std::vector<Ended> ended_;
  std::size_t kept_ = 0;
};

}  // namespace aio::ctl::tests

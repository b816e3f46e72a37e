// SPDX-License-Identifier: MIT
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace aio::ctl::tests {

/// Reads TAP, the Test Anything Protocol of testanything.org, versions 12 to 14, line by line.
/// Output is TAP when it has a plan, or begins with the version. Subtests and YAML blocks, which
/// are indented, and comments are taken for what there is to say of the test before them. A value.
class Tap {
 public:
  static constexpr std::size_t most = 100'000;  ///< tests; more are a failure

  struct Test {
    std::size_t number = 0;
    bool ok = false;
    bool todo = false;
    bool skipped = false;
    std::string description;
    std::string reason;   ///< behind # SKIP and # TODO
    std::string comment;  ///< the lines below it, at most 4 KiB
  };

  void read_line(std::string_view line);

  bool is_tap() const { return has_version_ || planned_; }
  const std::vector<Test>& tests() const { return tests_; }

  /// All is skipped: `1..0 # SKIP reason`.
  std::optional<std::string> skip_reason() const;

  /// Why it is not well as a whole, whatever each test says; empty: it is.
  std::string objection() const;

 private:
  bool read_plan(std::string_view line);
  bool read_test(std::string_view line);
  void comment(std::string_view line);

  bool has_lines_ = false;
  bool has_version_ = false;
  bool planned_twice_ = false;
  bool has_too_many_ = false;
  std::optional<std::size_t> planned_;
  std::string plan_directive_;
  std::optional<std::string> bailed_out_;
  std::vector<Test> tests_;
};

}  // namespace aio::ctl::tests

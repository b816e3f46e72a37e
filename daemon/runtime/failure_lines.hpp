// SPDX-License-Identifier: MIT
#pragma once

#include <aio/loop.hpp>

#include <cstdint>
#include <string>

#include "daemon/runtime/loop/member_timer.hpp"

namespace aio::runtime {

/// The lines of the log about one item's failures, of which there may be thousands a second: the
/// first ten of a minute are told as they come, the others are counted and told at its end. Owned
/// by the item; the loop outlives it.
class FailureLines {
 public:
  static constexpr std::uint64_t most_a_minute = 10;

  FailureLines(Loop& loop, std::string who) noexcept;
  ~FailureLines();
  FailureLines(const FailureLines&) = delete;
  FailureLines& operator=(const FailureLines&) = delete;

  /// "WHO: WHAT" and what now holds, if anything.
  void tell(const std::string& what, const char* holds = "");

 private:
  void end_minute();

  std::string who_;
  std::uint64_t count_ = 0;  // in this minute
  std::string last_;         // of those held back
  MemberTimer<FailureLines> minute_;
};

}  // namespace aio::runtime

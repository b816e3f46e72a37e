// SPDX-License-Identifier: MIT
#pragma once

#include <algorithm>
#include <chrono>
#include <optional>

namespace aio::ctl {

/// What --timeout leaves: the time for all that a verb waits for, from now on. A value.
class Deadline {
 public:
  using Clock = std::chrono::steady_clock;
  using Microseconds = std::chrono::microseconds;

  explicit Deadline(std::optional<Microseconds> timeout) {
    // What is longer than the clock can count is no limit.
    const auto now = Clock::now();
    if (timeout && *timeout < std::chrono::floor<Microseconds>(Clock::time_point::max() - now))
      end_ = now + *timeout;
  }

  bool has_passed() const { return end_ && Clock::now() >= *end_; }

  /// nullopt: no limit. Never negative.
  std::optional<Microseconds> left() const {
    if (!end_) return std::nullopt;
    return std::max(Microseconds(0), std::chrono::ceil<Microseconds>(*end_ - Clock::now()));
  }

 private:
  std::optional<Clock::time_point> end_;
};

}  // namespace aio::ctl

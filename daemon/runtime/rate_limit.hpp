// SPDX-License-Identifier: MIT
#pragma once

#include <aio/loop.hpp>

#include <chrono>
#include <optional>

namespace aio::runtime {

/// Lets something through once in a span: for log lines that a peer could cause at will.
class RateLimit {
 public:
  explicit RateLimit(std::chrono::nanoseconds span) noexcept : span_(span) {}

  bool passes(TimePoint now) noexcept {
    if (last_ && now - *last_ < span_) return false;
    last_ = now;
    return true;
  }

 private:
  std::chrono::nanoseconds span_;
  std::optional<TimePoint> last_;
};

}  // namespace aio::runtime

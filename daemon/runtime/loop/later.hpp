// SPDX-License-Identifier: MIT
#pragma once

#include <aio/loop.hpp>

#include <algorithm>
#include <chrono>

namespace aio::runtime {

/// `time + span`, or the last point of time: a configuration may name a span of centuries.
inline TimePoint later(TimePoint time, std::chrono::nanoseconds span) {
  return time + std::min(span, TimePoint::max() - time);
}

}  // namespace aio::runtime

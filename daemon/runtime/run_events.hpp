// SPDX-License-Identifier: MIT
#pragma once

#include <aio/address.hpp>
#include <aio/loop.hpp>
#include <aio/signals.hpp>

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <string_view>

namespace aio::runtime {

// What an Observer hears of a run. The texts live for the call.

struct RunStarted {
  std::string_view item;  ///< "schedule/beat"; for a listener "signal/example"
  std::uint64_t id = 0;
  const char* cause = "";  ///< due, queued, trigger; empty for a listener; lives on
  TimePoint at{};
};

struct RunEnded {
  std::string_view item;
  std::uint64_t id = 0;
  const char* cause = "";
  Outcome::Result result = Outcome::Result::ok;
  std::string_view error;  ///< empty when it ended well
  TimePoint started{};
  std::chrono::nanoseconds took{0};
};

}  // namespace aio::runtime

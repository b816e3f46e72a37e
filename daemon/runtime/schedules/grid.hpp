// SPDX-License-Identifier: MIT
#pragma once

#include <aio/loop.hpp>

#include <atomic>
#include <chrono>
#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <string_view>

namespace aio::runtime {

/// Where a schedule stands: one of the moments at which it is due. It is due `every` from there on.
struct GridPoint {
  std::chrono::nanoseconds every;
  std::chrono::nanoseconds jitter;
  TimePoint due;
};

/// The grids of all schedules, by name.
using Grids = std::map<std::string, GridPoint, std::less<>>;

/// The last moment at which a schedule was due and begun, in nanoseconds of the monotonic clock,
/// where it outlives the process.
using LastDue = std::atomic<std::int64_t>;

/// The first moment of a grid that comes after the last one at which anything was due and begun:
/// now or in the past, when it came while no process was there.
TimePoint first_after(const GridPoint& grid, TimePoint last);

/// A line of text for each, and back; what is no such line is left out. Pure.
std::string dumped(const Grids& grids);
Grids parse_grids(std::string_view text);

}  // namespace aio::runtime

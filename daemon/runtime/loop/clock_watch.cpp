// SPDX-License-Identifier: MIT
#include "daemon/runtime/loop/clock_watch.hpp"

#include <aio/log.hpp>

#include <array>
#include <ctime>
#include <exception>
#include <string>
#include <utility>

namespace aio::runtime {
namespace {

using namespace std::chrono_literals;
using WallTime = std::chrono::system_clock::time_point;

constexpr auto shortest_sleep = 1s;
constexpr auto smallest_jump = 500ms;  // a leap second is one, what NTP smooths out is none

std::string text_of(WallTime time) {
  const std::time_t seconds = std::chrono::system_clock::to_time_t(time);
  std::tm fields{};
  gmtime_r(&seconds, &fields);
  std::array<char, 40> text{};
  std::strftime(text.data(), text.size(), "%Y-%m-%d %H:%M:%S UTC", &fields);
  return text.data();
}

WallTime later(WallTime time, std::chrono::nanoseconds span) {
  return time + std::chrono::duration_cast<WallTime::duration>(span);
}

std::int64_t seconds(std::chrono::nanoseconds span) {
  return std::chrono::round<std::chrono::seconds>(span).count();
}

}  // namespace

ClockWatch::ClockWatch(Clock& clock, Observer& observer)
    : clock_(clock), observer_(observer), last_(clock.reading()) {
  try {
    clock_.watch_wall([this] { look(); });
  } catch (const std::exception& error) {
    log::warning("whether the wall clock is set will not be told: {}", error.what());
  }
}

ClockWatch::~ClockWatch() {
  clock_.watch_wall({});
}

void ClockWatch::look() {
  const ClockReading before = std::exchange(last_, clock_.reading());
  const auto slept = last_.asleep - before.asleep;
  const WallTime expected = later(before.wall, last_.monotonic - before.monotonic + slept);
  const auto jump = last_.wall - expected;
  if (slept >= shortest_sleep)
    log::info("the machine slept for {} s, from {} to {}: schedules go on where they were",
              seconds(slept), text_of(later(expected, -slept)), text_of(expected));
  if (jump >= smallest_jump || jump <= -smallest_jump)
    log::info("the wall clock was set from {} to {}, by {:+} s: schedules keep their pace",
              text_of(expected), text_of(last_.wall), seconds(jump));
  observer_.clock_was_set();
}

}  // namespace aio::runtime

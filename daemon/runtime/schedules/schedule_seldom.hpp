// SPDX-License-Identifier: MIT
#pragma once

#include <chrono>
#include <cstdint>
#include <list>
#include <memory>
#include <string>

#include "daemon/runtime/failure_lines.hpp"
#include "daemon/runtime/loop/member_timer.hpp"
#include "daemon/runtime/schedules/schedule.hpp"

namespace aio::runtime {

/// Why a schedule may not begin one run more, in words.
const char* in_the_way(plan::Overlap overlap);

/// What a schedule has that ever skipped, failed, queued, was paused or stopped.
struct Schedule::Seldom {
  explicit Seldom(Schedule& schedule)
      : next_queued(schedule.setting_.loop, schedule, &Schedule::begin_queued),
        next_line(schedule.setting_.loop, schedule, &Schedule::tell_left_out),
        drained(schedule.setting_.loop, schedule, &Schedule::ask_to_stop),
        lines(schedule.setting_.loop, "schedule '" + std::string(schedule.name()) + "'") {}

  std::uint64_t failures = 0;
  std::uint64_t timeouts = 0;
  std::uint64_t skipped = 0;
  std::uint64_t missed = 0;
  std::uint64_t skips_to_tell = 0;
  std::uint64_t misses_to_tell = 0;
  std::string last_error;
  TimePoint next_when_paused{};                     // on the grid
  std::list<std::shared_ptr<TriggerTicket>> queue;  // null for one that was due
  MemberTimer<Schedule> next_queued;                // in a turn of its own
  MemberTimer<Schedule> next_line;                  // of the log, on what was left out
  MemberTimer<Schedule> drained;
  FailureLines lines;
};

}  // namespace aio::runtime

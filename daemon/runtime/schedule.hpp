// SPDX-License-Identifier: MIT
#pragma once

#include <aio/loop.hpp>

#include <chrono>
#include <cstdint>
#include <exception>
#include <memory>
#include <string>

#include "daemon/plan/spec.hpp"
#include "daemon/runtime/observer.hpp"
#include "daemon/runtime/sections.hpp"
#include "daemon/runtime/snapshot.hpp"
#include "daemon/runtime/task_group.hpp"

namespace aio::runtime {

/// One schedule of the Timetable: a timer that moves along its grid, and the count of its runs.
/// Owned by the Timetable, and by its runs after it was retired.
class Schedule final : public Timer, public std::enable_shared_from_this<Schedule> {
 public:
  Schedule(Loop& loop, Observer& observer, const Sections& sections, TaskGroup& runs) noexcept
      : loop_(loop), observer_(observer), sections_(sections), runs_(runs) {}
  ~Schedule();

  void follow(plan::ScheduleSpec spec);  ///< the first one, or another in its place
  void trigger();                        ///< throws aio::Error{refused} when it must not overlap
  void end() noexcept;                   ///< no more runs by the grid
  ScheduleSnapshot snapshot() const;

 private:
  void fire() noexcept override;
  void move_on(TimePoint now);
  bool may_run() const noexcept;
  void skip();
  void begin_run();
  void run_ended(const std::exception_ptr& failure, TimePoint started);

  Loop& loop_;
  Observer& observer_;
  const Sections& sections_;
  TaskGroup& runs_;
  std::shared_ptr<const plan::ScheduleSpec> spec_;  // shared with the runs that began under it
  TimePoint grid_{};                                // the next point of it
  ScheduleSnapshot told_;                           // the counts and the last run
};

}  // namespace aio::runtime

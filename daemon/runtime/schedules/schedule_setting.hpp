// SPDX-License-Identifier: MIT
#pragma once

#include <aio/loop.hpp>

#include <boost/intrusive/list.hpp>
#include <string>
#include <utility>

#include "daemon/runtime/loop/task_group.hpp"
#include "daemon/runtime/observer.hpp"
#include "daemon/runtime/schedules/grid.hpp"
#include "daemon/runtime/schedules/schedule_run.hpp"
#include "daemon/runtime/sections.hpp"

namespace aio::runtime {

/// What all schedules of a Timetable have in common. Owned by it; outlives them and their runs.
struct ScheduleSetting {
  ScheduleSetting(Loop& loop, Observer& observer, Sections sections, std::string machine)
      : loop(loop),
        observer(observer),
        sections(std::move(sections)),
        machine(std::move(machine)),
        tasks(loop) {}

  Loop& loop;
  Observer& observer;
  Sections sections;
  std::string machine;          // its id, which the jitter goes by
  Grids grids;                  // of the process before this one, for schedules that begin
  LastDue* last_due = nullptr;  // null: nobody keeps it
  bool closing = false;         // no more runs begin
  ScheduleRuns runs;            // the coroutines that are on; each takes itself out
  TaskGroup tasks;              // theirs, and those of cb and err
};

}  // namespace aio::runtime

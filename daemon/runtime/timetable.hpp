// SPDX-License-Identifier: MIT
#pragma once

#include <aio/loop.hpp>
#include <aio/task.hpp>

#include <chrono>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "daemon/plan/spec.hpp"
#include "daemon/runtime/observer.hpp"
#include "daemon/runtime/schedule.hpp"
#include "daemon/runtime/snapshot.hpp"
#include "daemon/runtime/task_group.hpp"

namespace aio::runtime {

/// All schedules of the app, as timers of the loop. A coroutine exists only while a run is on.
/// Owned by the runner, which awaits stop() before destroying it; loop and observer outlive it.
///   waiting --due or trigger--> running --ends, well or badly--> waiting
///   any --retire--> gone, when its runs have ended
class Timetable {
 public:
  Timetable(Loop& loop, Observer& observer, Sections sections);
  ~Timetable();

  /// Runs it in the loop's next turn and then every `every`. Throws aio::Error{refused} when the
  /// name is taken.
  void add(plan::ScheduleSpec spec);

  /// Puts `spec` in place of the one of that name, or adds it. An unchanged `every` keeps its
  /// phase, counters stay, a run that is on ends as it began.
  void replace(plan::ScheduleSpec spec);

  void retire(std::string_view name) noexcept;  ///< an unknown one is ignored

  /// Begins a run now, besides the grid, also of a disabled one. Throws aio::Error: not_found; or
  /// refused, when one is on that must not be overlapped.
  void trigger(std::string_view name);

  ScheduleSnapshot snapshot(std::string_view name) const;  ///< throws aio::Error{not_found}
  std::optional<ScheduleSnapshot> find_snapshot(std::string_view name) const;
  std::vector<std::string> names() const;
  std::vector<ScheduleSnapshot> snapshots() const;  ///< by name

  /// Begins no more runs, gives those that are on until `drain` to end, then asks them to stop;
  /// ends with the last of them.
  task<> stop(std::chrono::nanoseconds drain);

 private:
  Schedule& find(std::string_view name) const;

  Loop& loop_;
  Observer& observer_;
  Sections sections_;
  std::map<std::string, std::shared_ptr<Schedule>, std::less<>> schedules_;
  TaskGroup runs_;
};

}  // namespace aio::runtime

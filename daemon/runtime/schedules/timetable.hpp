// SPDX-License-Identifier: MIT
#pragma once

#include <aio/loop.hpp>
#include <aio/task.hpp>

#include <boost/intrusive/set.hpp>
#include <chrono>
#include <cstddef>
#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "daemon/plan/spec.hpp"
#include "daemon/runtime/observer.hpp"
#include "daemon/runtime/schedules/run_outcome.hpp"
#include "daemon/runtime/schedules/schedule.hpp"
#include "daemon/runtime/schedules/schedule_setting.hpp"
#include "daemon/runtime/snapshot.hpp"

namespace aio::runtime {

/// All schedules of the app, as timers of the loop. A coroutine exists only while a run is on.
/// Owned by the runner, which awaits stop() before destroying it; loop and observer outlive it.
/// Times are monotonic: a clock that is set moves no run, and a machine that slept goes on with
/// what was left of each wait. The states of one schedule stand at Schedule.
///   any --retire--> gone, when its runs have ended
class Timetable {
 public:
  /// `machine` is the machine's id, by which jitter is told apart from other machines'.
  Timetable(Loop& loop, Observer& observer, Sections sections, std::string machine = {});
  ~Timetable();
  Timetable(const Timetable&) = delete;
  Timetable& operator=(const Timetable&) = delete;

  /// Runs it in the loop's next turn, or when its jitter is over, and then every `every`. Throws
  /// aio::Error{refused} when the name is taken.
  void add(const plan::ScheduleSpec& spec);

  /// Puts `spec` in place of the one of that name, or adds it. With unchanged `every` and `jitter`
  /// it keeps its phase; counters stay, so does what was paused, stopped or started; a run that is
  /// on ends as it began.
  void replace(const plan::ScheduleSpec& spec);

  /// Schedules that are added from now on until forget_grids() go on where those of the same name,
  /// `every` and `jitter` stood, past the last moment at which one was begun: what came due since
  /// is run once, and counted as missed. From now on `last_due` is kept up to date.
  void go_on(Grids grids, LastDue& last_due);
  void forget_grids() { setting_.grids.clear(); }
  Grids grids() const;  ///< of all that are on one

  void retire(std::string_view name);             ///< an unknown one is ignored
  std::vector<plan::ScheduleSpec> specs() const;  ///< of all, as they run

  // The verbs throw aio::Error{not_found}. One that finds done what it is to do is no error.

  /// Begins a run now, besides the grid, also of one that is paused, stopped or disabled, and tells
  /// how it ended. `dropped`: one is on that must not be overlapped, or too many wait already.
  task<RunOutcome> trigger(std::string name);
  /// The same without waiting: `begun`, or how it ended, if it has already.
  RunOutcome trigger_now(std::string_view name);

  void pause(std::string_view name);   ///< leaves out what is due; the grid goes on
  void resume(std::string_view name);  ///< undoes pause
  void start(std::string_view name);   ///< undoes stop, with a new grid; also starts a disabled one
  /// Takes it off its grid; runs that are on are asked to stop after `drain`.
  void stop(std::string_view name, std::chrono::nanoseconds drain);

  ScheduleSnapshot snapshot(std::string_view name) const;  ///< throws aio::Error{not_found}
  std::optional<ScheduleSnapshot> find_snapshot(std::string_view name) const;
  std::size_t size() const noexcept { return schedules_.size(); }
  std::vector<std::string> names() const { return names(nullptr, SIZE_MAX); }
  /// The first of those behind `after`; null: behind none.
  std::vector<std::string> names(const std::string* after, std::size_t most) const;
  std::vector<ScheduleSnapshot> snapshots() const;  ///< by name

  /// Begins no more runs, gives those that are on until `drain` to end, then asks them to stop;
  /// ends with the last of them.
  task<> stop_all(std::chrono::nanoseconds drain);

 private:
  struct NameOf {
    using type = std::string_view;
    type operator()(const Schedule& schedule) const noexcept { return schedule.name(); }
  };
  // A set that costs three pointers a schedule, which lie in it. Each holds one reference to it.
  using Schedules = boost::intrusive::set<Schedule, boost::intrusive::key_of_value<NameOf>>;

  Schedule& find(std::string_view name);
  const Schedule& find(std::string_view name) const;
  std::shared_ptr<TriggerTicket> begin(std::string_view name);

  ScheduleSetting setting_;
  Schedules schedules_;
};

}  // namespace aio::runtime

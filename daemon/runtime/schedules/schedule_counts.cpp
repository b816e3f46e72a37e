// SPDX-License-Identifier: MIT
// What a schedule tells of itself: the runs that it left out, and its snapshot.
#include <aio/log.hpp>

#include <utility>

#include "daemon/runtime/log/log_event.hpp"
#include "daemon/runtime/schedules/schedule.hpp"
#include "daemon/runtime/schedules/schedule_seldom.hpp"

namespace aio::runtime {
namespace {

constexpr std::chrono::minutes between_lines{1};

}  // namespace

const char* Schedule::word(Cause cause) {
  switch (cause) {
    case Cause::due:
      return "due";
    case Cause::queued:
      return "queued";
    case Cause::trigger:
      return "trigger";
  }
  return "";
}

const char* in_the_way(plan::Overlap overlap) {
  switch (overlap) {
    case plan::Overlap::skip:
      return "the last run is still on";
    case plan::Overlap::queue:
      return "the last run is still on, and 1024 wait";
    case plan::Overlap::parallel:
      return "as many runs are on as may be at once";
  }
  return "";
}

void Schedule::skip() {
  ++seldom().skipped;
  ++seldom_->skips_to_tell;
  setting_.observer.run_skipped(name());
  if (!seldom_->next_line.armed()) tell_left_out();
}

void Schedule::miss(std::uint64_t count) {
  seldom().missed += count;
  seldom_->misses_to_tell += count;
  setting_.observer.runs_missed(name(), count);
  if (!seldom_->next_line.armed()) tell_left_out();
}

// The first one at once; then one line a minute, while there is something to tell.
void Schedule::tell_left_out() {
  if (!seldom_) return;
  const auto skips = std::exchange(seldom_->skips_to_tell, 0);
  const auto misses = std::exchange(seldom_->misses_to_tell, 0);
  if (skips == 1)
    log_event(log::Level::warning, LogEvent::runs_skipped, "schedule '{}': {}, this one is skipped",
              name(), in_the_way(rule_->overlap));
  if (skips > 1)
    log_event(log::Level::warning, LogEvent::runs_skipped, "schedule '{}': {}, {} more are skipped",
              name(), in_the_way(rule_->overlap), skips);
  if (misses > 0)
    log_event(log::Level::warning, LogEvent::runs_skipped,
              "schedule '{}': the loop was late, {} runs are left out", name(), misses);
  if (skips + misses > 0) seldom_->next_line.start(between_lines);
}

void Schedule::drop_queued(const char* why, bool triggers_too) {
  if (!seldom_) return;
  const auto is_dropped = [&](const auto& ticket) {
    if (ticket && !triggers_too) return false;
    if (ticket) ticket->end({Outcome::Result::dropped, why});
    return true;
  };
  const auto count = seldom_->queue.remove_if(is_dropped);
  if (count == 0) return;
  seldom_->skipped += count;
  log::warning("schedule '{}': {} queued runs are dropped: {}", name(), count, why);
}

std::string Schedule::state() const {
  if (stopped_) return "stopped";
  if (!has_grid()) return "disabled";
  if (paused_) return "paused";
  return running_ > 0 ? "running" : "waiting";
}

ScheduleSnapshot Schedule::snapshot() const {
  ScheduleSnapshot snapshot{.name = std::string(name()),
                            .handler = rule_->func_name,
                            .every = every_,
                            .enabled = rule_->enabled,
                            .state = state(),
                            .runs = runs_,
                            .skipped = left_out_while_paused(setting_.loop.now()),
                            .running = running_,
                            .last_duration = last_duration_};
  if (runs_ > 0) {
    snapshot.last_start = last_start_;
    snapshot.last_cause = word(last_cause_);
  }
  if (told_outcome_) snapshot.last_outcome = runtime::word(last_outcome_);
  if (armed()) snapshot.next_due = due();
  if (!seldom_) return snapshot;
  snapshot.failures = seldom_->failures;
  snapshot.timeouts = seldom_->timeouts;
  snapshot.skipped += seldom_->skipped;
  snapshot.missed = seldom_->missed;
  snapshot.queued = seldom_->queue.size();
  snapshot.last_error = seldom_->last_error;
  return snapshot;
}

}  // namespace aio::runtime

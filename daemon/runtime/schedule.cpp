// SPDX-License-Identifier: MIT
#include "daemon/runtime/schedule.hpp"

#include <aio/error.hpp>
#include <aio/log.hpp>

#include <utility>

#include "daemon/runtime/failure.hpp"
#include "daemon/runtime/later.hpp"
#include "daemon/runtime/run_number.hpp"

namespace aio::runtime {

Schedule::~Schedule() {
  loop_.cancel(*this);
}

void Schedule::follow(plan::ScheduleSpec spec) {
  const bool keeps_phase = armed() && spec_->every == spec.every;
  spec_ = std::make_shared<const plan::ScheduleSpec>(std::move(spec));
  if (!spec_->enabled) {
    end();
  } else if (!keeps_phase) {
    grid_ = loop_.now();
    loop_.add(*this, grid_);
  }
}

void Schedule::end() noexcept {
  loop_.cancel(*this);
}

void Schedule::trigger() {
  if (!may_run()) throw Error(Fault::refused, "the schedule '" + spec_->name + "' is running");
  begin_run();
}

ScheduleSnapshot Schedule::snapshot() const {
  ScheduleSnapshot snapshot = told_;
  snapshot.name = spec_->name;
  snapshot.handler = spec_->func_name;
  snapshot.every = spec_->every;
  snapshot.enabled = spec_->enabled;
  if (armed()) snapshot.next_due = grid_;
  return snapshot;
}

void Schedule::fire() noexcept {
  move_on(loop_.now());
  if (may_run())
    begin_run();
  else
    skip();
}

// A late loop makes one run for all the points that it passed over.
void Schedule::move_on(TimePoint now) {
  const auto missed = static_cast<std::uint64_t>((now - grid_) / spec_->every);
  grid_ = later(grid_ + spec_->every * missed, spec_->every);
  loop_.add(*this, grid_);
  if (missed == 0) return;
  told_.missed += missed;
  observer_.runs_missed(spec_->name, missed);
  log::warning("schedule '{}': the loop was late, {} runs are left out", spec_->name, missed);
}

bool Schedule::may_run() const noexcept {
  return told_.running == 0 || spec_->overlap == plan::Overlap::parallel;
}

void Schedule::skip() {
  ++told_.skipped;
  observer_.run_skipped(spec_->name);
  log::warning("schedule '{}': the last run is still on, this one is skipped", spec_->name);
}

// The run holds the schedule, which it may retire, and the spec that it began under, whose function
// is the coroutine's own object.
void Schedule::begin_run() {
  ++told_.runs;
  ++told_.running;
  told_.last_start = std::chrono::system_clock::now();
  observer_.run_started(spec_->name);
  const TimePoint started = loop_.now();
  const auto self = shared_from_this();
  const auto spec = spec_;
  const std::string section = "schedule/" + spec->name;
  const auto item = std::make_shared<const Item>(Item{section, spec->func_name, next_run_number()});
  const detail::ItemScope scope(item.get());
  try {
    ScheduledEvent event(spec->name, sections_(section));
    if (spec->func.plain()) {
      spec->func.call(std::move(event));
      return run_ended(nullptr, started);
    }
    runs_.spawn(spec->func.run(std::move(event)), item,
                [self, spec, started](const std::exception_ptr& failure) {
                  self->run_ended(failure, started);
                });
  } catch (...) {
    run_ended(std::current_exception(), started);
  }
}

void Schedule::run_ended(const std::exception_ptr& failure, TimePoint started) {
  --told_.running;
  told_.last_duration = loop_.now() - started;
  const std::string error = text_of(failure);
  told_.last_outcome = failure ? error : "ok";
  observer_.run_ended(spec_->name, error, told_.last_duration);
  if (!failure || is_cancellation(failure)) return;
  ++told_.failures;
  observer_.failed("schedule/" + spec_->name, error);
  log::error("schedule '{}': {}, kept running", spec_->name, error);
}

}  // namespace aio::runtime

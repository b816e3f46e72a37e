// SPDX-License-Identifier: MIT
#include "daemon/runtime/schedules/schedule_run.hpp"

#include <aio/error.hpp>
#include <aio/log.hpp>

#include <utility>

#include "daemon/runtime/failure.hpp"
#include "daemon/runtime/loop/later.hpp"
#include "daemon/runtime/run_number.hpp"
#include "daemon/runtime/schedules/schedule.hpp"
#include "daemon/runtime/schedules/span_text.hpp"

namespace aio::runtime {
namespace {

constexpr std::chrono::seconds patience{10};

}  // namespace

ScheduleRun::ScheduleRun(Schedule& schedule,
                         std::shared_ptr<const plan::ScheduleRule> rule,
                         std::shared_ptr<TriggerTicket> ticket,
                         const char* cause,
                         TimePoint started)
    : schedule_(&schedule),
      rule_(std::move(rule)),
      ticket_(std::move(ticket)),
      cause_(cause),
      started_(started),
      item_{schedule.section(), rule_->func_name, next_run_number()} {}

ScheduleRun::~ScheduleRun() {
  schedule_->setting().loop.cancel(*this);
}

void ScheduleRun::begin(ScheduledEvent event) {
  ScheduleSetting& setting = schedule_->setting();
  if (rule_->timeout.count() > 0) setting.loop.add(*this, later(started_, rule_->timeout));
  const auto self = shared_from_this();
  const detail::ItemScope scope(&item_);
  try {
    // The task group keeps the item, and so this, until the coroutine's frame is gone.
    setting.tasks.spawn(rule_->func.run(std::move(event), result_), stop_.get_token(),
                        {self, &item_},
                        [this](const std::exception_ptr& failure) { ended(failure); });
  } catch (...) {
    ended(std::current_exception());
  }
}

void ScheduleRun::ask_to_stop() {
  if (std::exchange(asked_, true)) return;
  Loop& loop = schedule_->setting().loop;
  loop.add(*this, loop.now() + patience);
  stop_.request_stop();
}

void ScheduleRun::fire() noexcept {
  if (asked_) {
    log::warning("schedule '{}': the run was asked to stop {} ago and is still on",
                 schedule_->name(), text_of(patience));
    return;
  }
  tell(Outcome::Result::timeout, nullptr, "took longer than " + text_of(rule_->timeout));
  ask_to_stop();
}

void ScheduleRun::ended(const std::exception_ptr& failure) {
  schedule_->setting().loop.cancel(*this);
  unlink();
  const bool dropped = is_cancellation(failure);
  const auto result = dropped   ? Outcome::Result::dropped
                      : failure ? Outcome::Result::failed
                                : Outcome::Result::ok;
  tell(result, failure, text_of(failure));
  schedule_->run_is_over();
}

// Once: what comes after a timeout is late.
void ScheduleRun::tell(Outcome::Result result, std::exception_ptr failure, std::string error) {
  if (std::exchange(told_, true)) return;
  schedule_->ended(rule_, item_,
                   {.result = result,
                    .failure = std::move(failure),
                    .error = std::move(error),
                    .text = std::move(result_),
                    .cause = cause_,
                    .started = started_,
                    .took = schedule_->setting().loop.now() - started_,
                    .ticket = std::move(ticket_)});
}

// Each takes itself out of the list when it ends, which may be at once.
void ask_to_stop(ScheduleRuns& runs, const Schedule* schedule) {
  std::vector<std::shared_ptr<ScheduleRun>> asked;
  for (ScheduleRun& run : runs)
    if (schedule == nullptr || run.schedule() == schedule) asked.push_back(run.shared_from_this());
  for (const auto& run : asked) run->ask_to_stop();
}

}  // namespace aio::runtime

// SPDX-License-Identifier: MIT
#include "daemon/runtime/schedules/schedule.hpp"

#include <aio/log.hpp>

#include <algorithm>
#include <exception>
#include <list>
#include <utility>

#include "daemon/runtime/failure.hpp"
#include "daemon/runtime/loop/later.hpp"
#include "daemon/runtime/loop/member_timer.hpp"
#include "daemon/runtime/run_number.hpp"
#include "daemon/runtime/schedules/jitter.hpp"
#include "daemon/runtime/schedules/reaction.hpp"
#include "daemon/runtime/schedules/schedule_seldom.hpp"
#include "daemon/runtime/schedules/span_text.hpp"

namespace aio::runtime {
namespace {

constexpr std::string_view prefix = "schedule/";
constexpr std::size_t longest_queue = 1024;
constexpr std::uint16_t most_at_once = 1024;

// More slack than this would make a short schedule miss its own grid.
std::chrono::nanoseconds slack_for(const plan::ScheduleRule& rule, std::chrono::nanoseconds every) {
  return std::min(rule.slack, every / 4);
}

}  // namespace

Schedule::Schedule(ScheduleSetting& setting, const std::string& name)
    : setting_(setting), section_(std::string(prefix) + name) {}

Schedule::~Schedule() {
  leave_grid();
}

std::string_view Schedule::name() const noexcept {
  return std::string_view(section_).substr(prefix.size());
}

Schedule::Seldom& Schedule::seldom() {
  if (!seldom_) seldom_ = std::make_unique<Seldom>(*this);
  return *seldom_;
}

void Schedule::follow(const plan::ScheduleSpec& spec) {
  const bool keeps_phase =
      rule_ && has_grid() && every_ == spec.every && rule_->jitter == spec.rule->jitter;
  every_ = spec.every;
  rule_ = spec.rule;
  if (rule_->enabled) started_ = false;
  if (rule_->overlap != plan::Overlap::queue) drop_queued("it queues no more", false);
  if (!has_grid())
    leave_grid();
  else if (!keeps_phase)
    begin_grid();
  else if (armed())
    arm(due());
}

void Schedule::begin_grid() {
  const TimePoint first = first_due();
  if (paused_)
    seldom().next_when_paused = first;
  else
    setting_.loop.add(*this, first);
}

// As it would have gone on in the process before this one, or from now on.
TimePoint Schedule::first_due() const {
  const auto kept = setting_.grids.find(name());
  if (kept != setting_.grids.end() && kept->second.every == every_ &&
      kept->second.jitter == rule_->jitter)
    return first_after(kept->second,
                       TimePoint(std::chrono::nanoseconds(setting_.last_due->load())));
  return later(setting_.loop.now(), part_of(rule_->jitter, setting_.machine, name()));
}

std::optional<GridPoint> Schedule::grid() const {
  if (!has_grid() || (!armed() && !paused_)) return std::nullopt;
  return GridPoint{every_, rule_->jitter, paused_ ? seldom_->next_when_paused : due()};
}

void Schedule::arm(TimePoint next) {
  setting_.loop.add_with_slack(*this, next, slack_for(*rule_, every_));
}

void Schedule::end() {
  leave_grid();
  drop_queued("the schedule has ended", true);
  tell_left_out();
}

void Schedule::fire() noexcept {
  const TimePoint now = setting_.loop.now();
  if (setting_.last_due != nullptr)
    setting_.last_due->store(now.time_since_epoch().count(), std::memory_order_relaxed);
  move_on(now);
  demand(Cause::due, nullptr, now);
}

// A late loop makes one run for all the points that it passed over.
void Schedule::move_on(TimePoint now) {
  const auto missed = static_cast<std::uint64_t>((now - due()) / every_);
  arm(later(due() + every_ * missed, every_));
  if (missed > 0) miss(missed);
}

void Schedule::pause() {
  if (paused_) return;
  paused_ = true;
  log::info("schedule '{}': paused", name());
  if (armed()) seldom().next_when_paused = due();
  leave_grid();
  drop_queued("it was paused", false);
  setting_.observer.schedule_changed(name());
}

void Schedule::resume() {
  if (!paused_) return;
  const std::uint64_t left_out = left_out_while_paused(setting_.loop.now());
  paused_ = false;
  if (has_grid()) {
    TimePoint next = seldom().next_when_paused;
    if (left_out > 0) next = later(next + every_ * (left_out - 1), every_);
    seldom_->skipped += left_out;
    arm(next);
  }
  log::info("schedule '{}': resumed, {} runs were left out", name(), left_out);
  setting_.observer.schedule_changed(name());
}

std::uint64_t Schedule::left_out_while_paused(TimePoint now) const {
  if (!paused_ || !has_grid() || !seldom_ || now < seldom_->next_when_paused) return 0;
  return static_cast<std::uint64_t>((now - seldom_->next_when_paused) / every_) + 1;
}

void Schedule::start() {
  if (seldom_) seldom_->drained.cancel();
  if (has_grid()) return;
  stopped_ = false;
  started_ = !rule_->enabled;
  log::info("schedule '{}': started", name());
  begin_grid();
  setting_.observer.schedule_changed(name());
}

void Schedule::stop(std::chrono::nanoseconds drain) {
  if (stopped_) return;
  stopped_ = true;
  started_ = false;
  log::info("schedule '{}': stopped, {} runs are on", name(), running_);
  end();
  if (running_ > 0) seldom().drained.start(drain);
  setting_.observer.schedule_changed(name());
}

void Schedule::ask_to_stop() {
  log::warning("schedule '{}': {} runs are asked to stop, they did not end in time", name(),
               running_);
  runtime::ask_to_stop(setting_.runs, this);
}

void Schedule::trigger(const std::shared_ptr<TriggerTicket>& ticket) {
  demand(Cause::trigger, ticket, setting_.loop.now());
}

void Schedule::demand(Cause cause, std::shared_ptr<TriggerTicket> ticket, TimePoint now) {
  if (setting_.closing) {
    if (ticket) ticket->end({Outcome::Result::dropped, "the app is stopping"});
    return;
  }
  const bool waiting = seldom_ && !seldom_->queue.empty();
  const bool free = running_ == 0 && !waiting;
  const auto most = std::min<std::size_t>(most_at_once, rule_->max_instances);
  if (free || (rule_->overlap == plan::Overlap::parallel && running_ < most))
    return begin(cause, std::move(ticket), now);
  if (rule_->overlap == plan::Overlap::queue && seldom().queue.size() < longest_queue) {
    seldom_->queue.push_back(std::move(ticket));
    setting_.observer.schedule_changed(name());
    return;
  }
  if (ticket) ticket->end({Outcome::Result::dropped, in_the_way(rule_->overlap)});
  skip();
}

void Schedule::begin(Cause cause, std::shared_ptr<TriggerTicket> ticket, TimePoint now) {
  ++runs_;
  ++running_;
  last_start_ = now;
  last_cause_ = cause;
  if (rule_->func.plain())
    call(word(cause), std::move(ticket), now);
  else
    spawn(word(cause), std::move(ticket), now);
}

// The function may retire its schedule, or put another in its place.
void Schedule::call(const char* cause, std::shared_ptr<TriggerTicket> ticket, TimePoint started) {
  const boost::intrusive_ptr self(this);
  const auto rule = rule_;
  const Item item{section_, rule->func_name, next_run_number()};
  RunEnding ending{.cause = cause, .started = started, .ticket = std::move(ticket)};
  setting_.observer.run_started({item.name, item.run, cause, started});
  try {
    const detail::ItemScope scope(&item);
    ending.text = rule->func.call(event());
  } catch (...) {
    ending.failure = std::current_exception();
    ending.error = text_of(ending.failure);
    ending.result = Outcome::Result::failed;
  }
  ending.took = setting_.loop.now() - started;
  if (!ending.failure && rule->timeout.count() > 0 && ending.took > rule->timeout) {
    ending.result = Outcome::Result::timeout;
    ending.error = "took longer than " + text_of(rule->timeout);
  }
  ended(rule, item, std::move(ending));
  run_is_over();
}

void Schedule::spawn(const char* cause, std::shared_ptr<TriggerTicket> ticket, TimePoint started) {
  const auto run = std::make_shared<ScheduleRun>(*this, rule_, std::move(ticket), cause, started);
  setting_.runs.push_back(*run);
  setting_.observer.run_started({section_, run->item().run, cause, started});
  run->begin(event());
}

void Schedule::run_is_over() {
  --running_;
  if (running_ > 0 || !seldom_) return;
  seldom_->drained.cancel();
  if (!seldom_->queue.empty()) seldom_->next_queued.start_now();
}

void Schedule::begin_queued() {
  if (running_ > 0 || seldom_->queue.empty()) return;
  auto ticket = std::move(seldom_->queue.front());
  seldom_->queue.pop_front();
  begin(Cause::queued, std::move(ticket), setting_.loop.now());
}

void Schedule::ended(const Rule& rule, const Item& item, RunEnding ending) {
  last_duration_ = ending.took;
  last_outcome_ = ending.result;
  told_outcome_ = true;
  if (!ending.error.empty() || seldom_) seldom().last_error = ending.error;
  setting_.observer.run_ended(
      {section_, item.run, ending.cause, ending.result, ending.error, ending.started, ending.took});
  if (ending.ticket)
    ending.ticket->end({ending.result, ending.error,
                        std::chrono::duration_cast<std::chrono::microseconds>(ending.took)});
  if (ending.result == Outcome::Result::ok) return succeeded(rule, item, std::move(ending.text));
  if (ending.result != Outcome::Result::dropped) failed(rule, item, std::move(ending));
}

void Schedule::succeeded(const Rule& rule, const Item& item, std::string text) {
  if (!rule->cb) return;
  react(rule, rule->cb, {item.name, rule->cb_name, item.run},
        ScheduledResult(std::string(name()), std::move(text), config()));
}

void Schedule::failed(const Rule& rule, const Item& item, RunEnding ending) {
  ++(ending.result == Outcome::Result::timeout ? seldom().timeouts : seldom().failures);
  setting_.observer.failed(section_, ending.error);
  {
    const detail::ItemScope scope(&item);
    seldom().lines.tell(ending.error, ", kept running");
  }
  if (!rule->err) return;
  react(rule, rule->err, {item.name, rule->err_name, item.run},
        ScheduledFailure(std::string(name()), std::move(ending.error), std::move(ending.failure),
                         config()));
}

template <class Event>
void Schedule::react(const Rule& rule,
                     const Handler<Event>& handler,
                     const Item& item,
                     Event event) {
  const boost::intrusive_ptr self(this);
  try {
    if (handler.plain()) {
      const TimePoint began = setting_.loop.now();
      const detail::ItemScope scope(&item);
      handler.call(std::move(event));
      if (rule->timeout.count() > 0 && setting_.loop.now() - began > rule->timeout)
        reaction_timed_out(item.handler, *rule);
      return;
    }
    const auto reaction = std::make_shared<Reaction>(*this, rule, item);
    const detail::ItemScope scope(&reaction->item());
    reaction->begin(handler.run(std::move(event)));
  } catch (...) {
    reaction_failed(item.handler, std::current_exception());
  }
}

void Schedule::reaction_failed(const std::string& handler, const std::exception_ptr& failure) {
  if (is_cancellation(failure)) return;
  ++seldom().failures;
  tell_reaction(handler + ": " + text_of(failure));
}

void Schedule::reaction_timed_out(const std::string& handler, const plan::ScheduleRule& rule) {
  ++seldom().timeouts;
  tell_reaction(handler + ": took longer than " + text_of(rule.timeout));
}

void Schedule::tell_reaction(const std::string& error) {
  setting_.observer.failed(section_, error);
  seldom().lines.tell(error);
}

}  // namespace aio::runtime

// SPDX-License-Identifier: MIT
#include "daemon/runtime/loop/event_loop.hpp"

#include <algorithm>
#include <boost/asio/post.hpp>
#include <stdexcept>

#include "daemon/runtime/loop/later.hpp"

namespace aio::runtime {
namespace {

constexpr int for_one_thread = 1;

/// Stops the loop when the main task ends.
class Done final : public Completion {
 public:
  explicit Done(EventLoop& loop) noexcept : loop_(loop) {}
  void ended() noexcept override { loop_.stop(); }

 private:
  EventLoop& loop_;
};

}  // namespace

EventLoop::EventLoop()
    : context_(for_one_thread),
      lasting_(context_.get_executor()),
      own_clock_(std::make_unique<SteadyClock>(context_)),
      clock_(own_clock_.get()) {
  clock_->on_alarm([this] { ring(); });
}

EventLoop::EventLoop(ManualClock& clock)
    : context_(for_one_thread),
      lasting_(context_.get_executor()),
      manual_clock_(&clock),
      clock_(&clock) {
  clock_->on_alarm([this] { ring(); });
}

EventLoop::~EventLoop() {
  clock_->on_alarm({});
}

// What is due in the past is due in this turn: so it queues up behind all that is due already, and
// cannot keep it from its turn by being added again and again.
void EventLoop::add(Timer& timer, TimePoint due) {
  if (WakeUps::holds(timer)) wake_ups_.cancel(timer);
  timers_.add(timer, std::max(due, turn_));
  if (!firing_) set_alarm();
}

void EventLoop::add_with_slack(Timer& timer, TimePoint due, std::chrono::nanoseconds slack) {
  due = std::max(due, turn_);
  if (WakeUps::holds(timer)) wake_ups_.cancel(timer);
  if (WakeUps::suits(firing_ ? turn_ : now(), due, slack)) {
    timers_.cancel(timer);
    wake_ups_.add(timer, due, slack);
  } else {
    timers_.add(timer, due, later(due, slack));
  }
  if (!firing_) set_alarm();
}

void EventLoop::cancel(Timer& timer) noexcept {
  if (WakeUps::holds(timer))
    wake_ups_.cancel(timer);
  else
    timers_.cancel(timer);
}

void EventLoop::post(std::function<void()> job) {
  boost::asio::post(context_, std::move(job));
}

void EventLoop::run() {
  context_.restart();
  context_.run();
}

void EventLoop::stop() noexcept {
  context_.stop();
}

void EventLoop::run_until_done(task<> work) {
  Done done(*this);
  context_.restart();
  work.start({.loop = this}, done);
  if (!work.done()) context_.run();
  if (!work.done()) throw std::logic_error("the loop was stopped before its main task ended");
  work.result();
}

void EventLoop::run_for(std::chrono::nanoseconds span) {
  run_until([] { return false; }, span);
}

bool EventLoop::run_until(const std::function<bool()>& done, std::chrono::nanoseconds limit) {
  if (manual_clock_ == nullptr) throw std::logic_error("only a ManualClock is moved by its loop");
  const TimePoint end = now() + limit;
  for (run_ready(); !done(); run_ready()) {
    const bool over = manual_clock_->alarm() > end;
    manual_clock_->advance_to(over ? end : manual_clock_->alarm());
    if (over) return false;
  }
  return true;
}

void EventLoop::run_ready() {
  context_.restart();
  for (;;) {
    context_.poll();
    if (busy_ > 0)
      context_.run_one();
    else if (context_.poll() == 0 && busy_ == 0)  // what a thread posted just before it was done
      return;
  }
}

void EventLoop::ring() {
  alarm_ = TimePoint::max();
  fire_due();
}

// The loop may wait for nothing else than this end.
void EventLoop::less_busy() {
  if (--busy_ == 0) post([] {});
}

// An alarm that is set too early rings for nothing, which costs less than to move it each time. It
// is set for the first deadline: all that is due by then shares the turn.
void EventLoop::set_alarm() {
  if (timers_.empty()) return;
  const TimePoint deadline = timers_.next_deadline();
  if (deadline >= alarm_) return;
  if (deadline <= now())
    take_a_turn();
  else
    clock_->set_alarm(alarm_ = deadline);
}

// What is due already needs no clock, and no system call.
void EventLoop::take_a_turn() {
  if (std::exchange(turn_posted_, true)) return;
  boost::asio::post(context_, [this] {
    turn_posted_ = false;
    fire_due();
  });
}

// Fires those that are due as the turn begins, and no timer that these add: they cannot keep the
// loop from its sockets.
void EventLoop::fire_due() {
  firing_ = true;
  turn_ = now();
  const TimerHeap::Mark begun = timers_.mark();
  while (Timer* timer = timers_.take_due(turn_, begun)) timer->fire();
  firing_ = false;
  set_alarm();
}

}  // namespace aio::runtime

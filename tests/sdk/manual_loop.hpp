// SPDX-License-Identifier: MIT
#pragma once

#include <aio/error.hpp>
#include <aio/loop.hpp>
#include <aio/task.hpp>

#include <algorithm>
#include <chrono>
#include <cstddef>
#include <deque>
#include <functional>
#include <map>
#include <stop_token>
#include <utility>

namespace aio::tests {

/// A loop whose time stands still until a test lets it pass. A std::multimap is its timer queue.
class ManualLoop final : public Loop {
 public:
  TimePoint now() const noexcept override { return now_; }
  void add(Timer& timer, TimePoint due) override {
    cancel(timer);
    timers_.emplace(due, &timer);
    arm(timer, due, 0);
  }
  void cancel(Timer& timer) noexcept override {
    if (!timer.armed()) return;
    std::erase_if(timers_, [&](const auto& entry) { return entry.second == &timer; });
    disarm(timer);
  }
  void post(std::function<void()> job) override { jobs_.push_back(std::move(job)); }
  void* native() noexcept override { return nullptr; }

  /// Runs what was posted, lets `span` pass, and fires what falls due on the way at its own time.
  void pass(std::chrono::nanoseconds span) {
    for (; !jobs_.empty(); jobs_.pop_front()) jobs_.front()();
    const TimePoint end = now_ + span;
    while (!timers_.empty() && timers_.begin()->first <= end) {
      Timer& timer = *timers_.begin()->second;
      now_ = std::max(now_, timer.due());
      cancel(timer);
      timer.fire();
    }
    now_ = end;
  }
  std::size_t armed_timers() const noexcept { return timers_.size(); }

 private:
  TimePoint now_{};
  std::deque<std::function<void()>> jobs_;
  std::multimap<TimePoint, Timer*> timers_;
};

/// Starts a task as its owner does, and tells how it ended.
template <class T = void>
class Started final : private Completion {
 public:
  explicit Started(task<T> work, Loop* loop = nullptr, std::stop_source stop = {})
      : stop_(std::move(stop)), work_(std::move(work)) {
    work_.start({loop, stop_.get_token()}, *this);
  }

  bool over() const noexcept { return over_; }
  void request_stop() { stop_.request_stop(); }
  T result() { return work_.result(); }
  void destroy() { work_ = {}; }

 private:
  void ended() noexcept override { over_ = true; }

  std::stop_source stop_;
  bool over_ = false;
  task<T> work_;
};

}  // namespace aio::tests

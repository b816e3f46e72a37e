// SPDX-License-Identifier: MIT
#pragma once

#include <aio/loop.hpp>
#include <aio/task.hpp>

#include <atomic>
#include <boost/asio/executor_work_guard.hpp>
#include <boost/asio/io_context.hpp>
#include <cstddef>
#include <functional>
#include <memory>
#include <utility>

#include "daemon/runtime/loop/clock.hpp"
#include "daemon/runtime/loop/timer_heap.hpp"
#include "daemon/runtime/loop/wake_ups.hpp"

namespace aio::runtime {

/// The loop that everything runs on: an io_context for one thread, and all timers on one heap
/// behind the clock's one alarm. Owned by the composition root or by a test; outlives all that runs
/// on it. What a posted job throws leaves through run().
class EventLoop final : public Loop {
 public:
  EventLoop();                             ///< in real time
  explicit EventLoop(ManualClock& clock);  ///< in a test's time
  ~EventLoop() override;

  TimePoint now() const noexcept override { return clock_->now(); }
  void add(Timer& timer, TimePoint due) override;
  void add_with_slack(Timer& timer, TimePoint due, std::chrono::nanoseconds slack) override;
  void cancel(Timer& timer) noexcept override;
  void post(std::function<void()> job) override;
  void* native() noexcept override { return &context_; }
  boost::asio::io_context& context() noexcept { return context_; }
  Clock& clock() noexcept { return *clock_; }

  void run();            ///< until stop(), also when there is nothing to do
  void stop() noexcept;  ///< from any thread; run() may be called again

  /// Runs `work` to its end, with all else that is due meanwhile, and throws what it throws.
  /// Throws std::logic_error when stop() came first.
  void run_until_done(task<> work);

  /// For a ManualClock: runs what is ready, jumps to the next due timer, and so on until that much
  /// time has passed; takes no real time, but for work of other threads, which it waits for.
  void run_for(std::chrono::nanoseconds span);

  /// The same, until `done` says so, which is asked whenever nothing is ready; false: that much
  /// time has passed before.
  bool run_until(const std::function<bool()>& done, std::chrono::nanoseconds limit);

  /// Says, while it lives, that another thread works on something whose end is to be awaited. May
  /// be copied and dropped on any thread.
  class Busy {
   public:
    explicit Busy(EventLoop& loop) noexcept : loop_(&loop) { ++loop_->busy_; }
    Busy(const Busy& other) noexcept : loop_(other.loop_) { ++loop_->busy_; }
    Busy& operator=(const Busy&) = delete;
    ~Busy() { loop_->less_busy(); }

   private:
    EventLoop* loop_;
  };

  Busy busy() noexcept { return Busy(*this); }
  std::size_t outstanding() const noexcept { return busy_; }

 private:
  void less_busy();
  void ring();
  void set_alarm();
  void take_a_turn();
  void fire_due();
  void run_ready();

  std::atomic<std::size_t> busy_ = 0;  // jobs that the context drops at its end still count down
  boost::asio::io_context context_;
  boost::asio::executor_work_guard<boost::asio::io_context::executor_type> lasting_;
  std::unique_ptr<Clock> own_clock_;
  ManualClock* manual_clock_ = nullptr;
  Clock* clock_;
  TimerHeap timers_;
  WakeUps wake_ups_{timers_};
  TimePoint turn_{};                    // what was due by then has been fired, or is being fired
  TimePoint alarm_ = TimePoint::max();  // that the clock has
  bool firing_ = false;
  bool turn_posted_ = false;
};

}  // namespace aio::runtime

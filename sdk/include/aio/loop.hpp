// SPDX-License-Identifier: MIT
#pragma once

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <functional>

namespace aio {

namespace runtime {
class WakeUps;
}

using TimePoint = std::chrono::steady_clock::time_point;

/// Something that is due at a point of monotonic time. It lives in its owner (an awaiting
/// coroutine, a schedule), which cancels it before it goes away; the loop only points to it, so a
/// timer costs no allocation.
class Timer {
 public:
  Timer() = default;
  Timer(const Timer&) = delete;
  Timer& operator=(const Timer&) = delete;

  /// Called once on the loop, when due. The timer is off by then and may be added again.
  virtual void fire() noexcept = 0;

  bool armed() const noexcept { return place_ != off; }
  TimePoint due() const noexcept { return due_; }

 protected:
  ~Timer() = default;

 private:
  friend class TimerHeap;
  friend class runtime::WakeUps;
  friend class Loop;
  static constexpr std::uint32_t off = static_cast<std::uint32_t>(-1);
  static constexpr std::uint32_t alone = static_cast<std::uint32_t>(-1);
  TimePoint due_{};
  std::uint32_t place_ = off;    // in the loop's heap, or in its group
  std::uint32_t group_ = alone;  // of those that are fired together
};

/// What awaitables need of the loop that runs them. aiod has one; a test may drive one with a clock
/// of its own. Outlives everything that runs on it. All members but post() belong to the loop's
/// thread.
class Loop {
 public:
  virtual ~Loop() = default;

  virtual TimePoint now() const noexcept = 0;
  virtual void add(Timer& timer, TimePoint due) = 0;  ///< or moves it, when it is armed
  virtual void cancel(Timer& timer) noexcept = 0;     ///< nothing, when it is off

  /// As add(), for one that may be fired late by `slack`, so that timers share wake-ups.
  virtual void add_with_slack(Timer& timer, TimePoint due, std::chrono::nanoseconds /*slack*/) {
    add(timer, due);
  }

  /// Runs `job` later on the loop's thread, in order. May be called from any thread.
  virtual void post(std::function<void()> job) = 0;

  /// The boost::asio::io_context behind the loop, for <aio/asio.hpp> alone.
  virtual void* native() noexcept = 0;

 protected:
  /// How a loop notes in a timer that it is armed, and where it keeps it.
  static void arm(Timer& timer, TimePoint due, std::size_t place) noexcept {
    timer.due_ = due;
    timer.place_ = static_cast<std::uint32_t>(place);
  }
  static void disarm(Timer& timer) noexcept { timer.place_ = Timer::off; }
};

}  // namespace aio

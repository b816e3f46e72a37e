// SPDX-License-Identifier: MIT
#pragma once

#include <aio/loop.hpp>

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <memory>
#include <unordered_map>
#include <vector>

#include "daemon/runtime/loop/timer_heap.hpp"

namespace aio::runtime {

/// Timers that may be late, gathered by the moment at which they are fired together: each moment is
/// one timer of the heap, so that to add or fire one more timer costs no step in it. Moments are
/// the multiples of a timer's slack, the same for all that have the same slack. Owned by the loop,
/// as the heap is, which outlives it.
class WakeUps {
 public:
  explicit WakeUps(TimerHeap& heap) noexcept : heap_(heap) {}
  WakeUps(const WakeUps&) = delete;
  WakeUps& operator=(const WakeUps&) = delete;

  /// Whether there may be enough others of its kind: a moment of its own costs more than a place in
  /// the heap.
  static bool suits(TimePoint now, TimePoint due, std::chrono::nanoseconds slack) noexcept;

  void add(Timer& timer, TimePoint due, std::chrono::nanoseconds slack);  ///< one that is off
  static bool holds(const Timer& timer) noexcept { return timer.group_ != Timer::alone; }
  void cancel(Timer& timer) noexcept;  ///< one that it holds

 private:
  struct Moment final : Timer {
    explicit Moment(WakeUps& owner) noexcept : owner(owner) {}
    void fire() noexcept override { owner.fire(*this); }

    WakeUps& owner;
    std::uint32_t group = 0;  // its place in moments_
    bool firing = false;
    std::vector<Timer*> timers;  // while firing, null for one that was cancelled meanwhile
  };

  Moment& moment(TimePoint at);
  void fire(Moment& moment) noexcept;

  TimerHeap& heap_;
  std::vector<std::unique_ptr<Moment>> moments_;
  std::vector<Moment*> unused_;
  std::unordered_map<TimePoint::rep, Moment*> coming_;
};

}  // namespace aio::runtime

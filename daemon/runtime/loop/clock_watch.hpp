// SPDX-License-Identifier: MIT
#pragma once

#include "daemon/runtime/loop/clock.hpp"
#include "daemon/runtime/observer.hpp"

namespace aio::runtime {

/// Tells, once each, that somebody set the wall clock and that the machine slept. It moves nothing:
/// schedules go by the monotonic clock, so that neither a jump of the wall clock nor a leap second
/// nor summer time begins or loses a run, and after a sleep each goes on with what was left of its
/// wait. Owned by the runner; clock and observer outlive it.
class ClockWatch {
 public:
  ClockWatch(Clock& clock, Observer& observer);
  ~ClockWatch();
  ClockWatch(const ClockWatch&) = delete;
  ClockWatch& operator=(const ClockWatch&) = delete;

 private:
  void look();

  Clock& clock_;
  Observer& observer_;
  ClockReading last_;
};

}  // namespace aio::runtime

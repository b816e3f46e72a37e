// SPDX-License-Identifier: MIT
#include "daemon/runtime/clock.hpp"

#include <algorithm>
#include <utility>

namespace aio::runtime {

void SteadyClock::set_alarm(TimePoint due) {
  timer_.expires_at(due);
  timer_.async_wait([this](boost::system::error_code cancelled) {
    if (!cancelled) ring();  // cancelled, this clock may be gone
  });
}

void ManualClock::advance_to(TimePoint time) {
  now_ = std::max(now_, time);
  if (alarm_ > now_) return;
  alarm_ = TimePoint::max();
  ring();
}

}  // namespace aio::runtime

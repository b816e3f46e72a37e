// SPDX-License-Identifier: MIT
#include "daemon/runtime/loop/clock.hpp"

#include <sys/timerfd.h>
#include <unistd.h>
#include <algorithm>
#include <cerrno>
#include <cstdint>
#include <ctime>
#include <limits>
#include <system_error>
#include <utility>

namespace aio::runtime {
namespace {

using WallTime = std::chrono::system_clock::time_point;

std::chrono::nanoseconds read(clockid_t clock) noexcept {
  timespec time{};
  clock_gettime(clock, &time);
  return std::chrono::seconds(time.tv_sec) + std::chrono::nanoseconds(time.tv_nsec);
}

// A timer of the wall clock that is never due: read() fails with ECANCELED when that clock was set,
// and when the machine woke up, which moves it against the monotonic one.
int open_wall_timer() {
  const int timer = timerfd_create(CLOCK_REALTIME, TFD_NONBLOCK | TFD_CLOEXEC);
  if (timer < 0) throw std::system_error(errno, std::generic_category(), "timerfd_create");
  itimerspec never{};
  never.it_value.tv_sec = std::numeric_limits<decltype(never.it_value.tv_sec)>::max();
  if (timerfd_settime(timer, TFD_TIMER_ABSTIME | TFD_TIMER_CANCEL_ON_SET, &never, nullptr) == 0)
    return timer;
  const int error = errno;
  close(timer);
  throw std::system_error(error, std::generic_category(), "timerfd_settime");
}

}  // namespace

void SteadyClock::set_alarm(TimePoint due) {
  timer_.expires_at(due);
  timer_.async_wait([this](boost::system::error_code cancelled) {
    if (!cancelled) ring();  // cancelled, this clock may be gone
  });
}

ClockReading SteadyClock::reading() const noexcept {
  return {.monotonic = now(),
          .wall = std::chrono::system_clock::now(),
          .asleep = read(CLOCK_BOOTTIME) - read(CLOCK_MONOTONIC)};
}

void SteadyClock::watch_wall(Ring ring) {
  wall_ring_ = std::move(ring);
  wall_timer_.reset();
  if (!wall_ring_) return;
  wall_timer_.emplace(context_, open_wall_timer());
  wait_for_wall();
}

void SteadyClock::wait_for_wall() {
  wall_timer_->async_wait(boost::asio::posix::stream_descriptor::wait_read,
                          [this](boost::system::error_code cancelled) {
                            if (cancelled) return;  // this clock may be gone
                            std::uint64_t expired = 0;
                            const bool was_set = ::read(wall_timer_->native_handle(), &expired,
                                                        sizeof expired) < 0 &&
                                                 errno == ECANCELED;
                            wait_for_wall();
                            if (was_set) wall_ring_();
                          });
}

void ManualClock::advance_to(TimePoint time) {
  now_ = std::max(now_, time);
  if (alarm_ > now_) return;
  alarm_ = TimePoint::max();
  ring();
}

ClockReading ManualClock::reading() const noexcept {
  return {.monotonic = now_,
          .wall = WallTime(now_.time_since_epoch() + wall_ahead_),
          .asleep = asleep_};
}

void ManualClock::set_wall(WallTime time) {
  wall_ahead_ = time.time_since_epoch() - now_.time_since_epoch();
  if (wall_ring_) wall_ring_();
}

void ManualClock::sleep_machine(std::chrono::nanoseconds span) {
  asleep_ += span;
  wall_ahead_ += span;
  if (wall_ring_) wall_ring_();
}

}  // namespace aio::runtime

// SPDX-License-Identifier: MIT
#pragma once

#include <aio/loop.hpp>

#include <boost/asio/io_context.hpp>
#include <boost/asio/steady_timer.hpp>
#include <functional>

namespace aio::runtime {

/// Monotonic time and one alarm, which is all that the loop needs of it. Belongs to the loop's
/// thread.
class Clock {
 public:
  using Ring = std::function<void()>;

  virtual ~Clock() = default;
  virtual TimePoint now() const noexcept = 0;

  /// Rings once, not before `due` and never within this call, instead of what was set before.
  virtual void set_alarm(TimePoint due) = 0;

  void on_alarm(Ring ring) { ring_ = std::move(ring); }

 protected:
  void ring() const {
    if (ring_) ring_();
  }

 private:
  Ring ring_;
};

/// The system's monotonic clock, on one timer of the io_context, which outlives it.
class SteadyClock final : public Clock {
 public:
  explicit SteadyClock(boost::asio::io_context& context) : timer_(context) {}

  TimePoint now() const noexcept override { return std::chrono::steady_clock::now(); }
  void set_alarm(TimePoint due) override;

 private:
  boost::asio::steady_timer timer_;
};

/// A clock for tests: time passes only when it is told to. Owned by the test, outlives the loop.
class ManualClock final : public Clock {
 public:
  explicit ManualClock(TimePoint start = TimePoint(std::chrono::hours(1))) : now_(start) {}

  TimePoint now() const noexcept override { return now_; }
  void set_alarm(TimePoint due) override { alarm_ = due; }

  TimePoint alarm() const noexcept { return alarm_; }  ///< TimePoint::max() when none is set
  void advance_to(TimePoint time);                     ///< rings the alarm if it is due by then
  void advance(std::chrono::nanoseconds span) { advance_to(now_ + span); }

 private:
  TimePoint now_;
  TimePoint alarm_ = TimePoint::max();
};

}  // namespace aio::runtime

// SPDX-License-Identifier: MIT
#pragma once

#include <aio/loop.hpp>

#include <boost/asio/io_context.hpp>
#include <boost/asio/posix/stream_descriptor.hpp>
#include <boost/asio/steady_timer.hpp>
#include <chrono>
#include <functional>
#include <optional>

namespace aio::runtime {

/// What the machine's clocks say at one moment: from two of these it is told whether the wall clock
/// was set, and whether the machine slept.
struct ClockReading {
  TimePoint monotonic;                         ///< stands still while the machine sleeps
  std::chrono::system_clock::time_point wall;  ///< the time of day, which anybody may set
  std::chrono::nanoseconds asleep{0};          ///< since the machine was started
};

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

  virtual ClockReading reading() const noexcept = 0;

  /// Rings each time that the wall clock was set or the machine woke up, from now on; with an empty
  /// one no more. Costs nothing while that does not happen. Throws std::system_error when the
  /// kernel has no room for it.
  virtual void watch_wall(Ring ring) = 0;

 protected:
  void ring() const {
    if (ring_) ring_();
  }

 private:
  Ring ring_;
};

/// The system's clocks, on one timer of the io_context, which outlives it.
class SteadyClock final : public Clock {
 public:
  explicit SteadyClock(boost::asio::io_context& context) : context_(context), timer_(context) {}

  TimePoint now() const noexcept override { return std::chrono::steady_clock::now(); }
  void set_alarm(TimePoint due) override;
  ClockReading reading() const noexcept override;
  void watch_wall(Ring ring) override;

 private:
  void wait_for_wall();

  boost::asio::io_context& context_;
  boost::asio::steady_timer timer_;
  Ring wall_ring_;
  std::optional<boost::asio::posix::stream_descriptor> wall_timer_;
};

/// A clock for tests: time passes only when it is told to. Owned by the test, outlives the loop.
class ManualClock final : public Clock {
 public:
  explicit ManualClock(TimePoint start = TimePoint(std::chrono::hours(1))) : now_(start) {}

  TimePoint now() const noexcept override { return now_; }
  void set_alarm(TimePoint due) override { alarm_ = due; }
  ClockReading reading() const noexcept override;
  void watch_wall(Ring ring) override { wall_ring_ = std::move(ring); }

  TimePoint alarm() const noexcept { return alarm_; }  ///< TimePoint::max() when none is set
  void advance_to(TimePoint time);                     ///< rings the alarm if it is due by then
  void advance(std::chrono::nanoseconds span) { advance_to(now_ + span); }

  void set_wall(std::chrono::system_clock::time_point time);  ///< as by date(1) or by NTP
  void sleep_machine(std::chrono::nanoseconds span);          ///< as by `systemctl suspend`

 private:
  TimePoint now_;
  TimePoint alarm_ = TimePoint::max();
  std::chrono::nanoseconds wall_ahead_{std::chrono::hours(24 * 365 * 56)};  // of the monotonic one
  std::chrono::nanoseconds asleep_{0};
  Ring wall_ring_;
};

}  // namespace aio::runtime

// SPDX-License-Identifier: MIT
#pragma once

#include <aio/loop.hpp>

#include <chrono>

namespace aio::runtime {

/// Judges whether a loop turns, by whether it answers a ping: a ping is put at the end of what the
/// loop has to do, so it is answered when the loop has come round. Pure: the LoopWatch looks at the
/// clock and sends the pings.
///   unknown --answer--> turning --no answer in time--> stalled --answer--> turning
class Turning {
 public:
  enum class Verdict { nothing_new, stalled, turns_again };

  explicit Turning(std::chrono::nanoseconds limit) noexcept : limit_(limit) {}

  void limit(std::chrono::nanoseconds limit) noexcept { limit_ = limit; }

  void pinged(TimePoint now) noexcept { pinged_ = now; }

  /// `late`: by how much this look comes later than it was to. In that time the whole process stood
  /// still (SIGSTOP, a machine without time for it), which is no handler's fault.
  Verdict look(TimePoint now, std::chrono::nanoseconds late, bool answered) noexcept;

  TimePoint since() const noexcept { return pinged_; }  ///< of the stall, at the latest

 private:
  enum class State { unknown, turning, stalled };

  std::chrono::nanoseconds limit_;
  State state_ = State::unknown;
  TimePoint pinged_{};
};

}  // namespace aio::runtime

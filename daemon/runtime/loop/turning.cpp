// SPDX-License-Identifier: MIT
#include "daemon/runtime/loop/turning.hpp"

namespace aio::runtime {

Turning::Verdict Turning::look(TimePoint now,
                               std::chrono::nanoseconds late,
                               bool answered) noexcept {
  if (answered) {
    const bool was_stalled = state_ == State::stalled;
    state_ = State::turning;
    return was_stalled ? Verdict::turns_again : Verdict::nothing_new;
  }
  if (state_ != State::turning) return Verdict::nothing_new;
  pinged_ += late;
  if (now - pinged_ < limit_) return Verdict::nothing_new;
  state_ = State::stalled;
  return Verdict::stalled;
}

}  // namespace aio::runtime

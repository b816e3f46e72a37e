// SPDX-License-Identifier: MIT
#include <aio/suspension.hpp>

#include <algorithm>

namespace aio::detail {

void Suspension::begin(std::coroutine_handle<> waiting, const TaskContext& context) {
  begin_unasked(waiting, context);
  if (context.stop.stop_possible()) on_stop_.emplace(context.stop, Stop{this});
}

void Suspension::begin_unasked(std::coroutine_handle<> waiting,
                               const TaskContext& context) noexcept {
  loop_ = context.loop;
  item_ = context.item;
  waiting_ = waiting;
}

void Suspension::begin(std::coroutine_handle<> waiting,
                       const TaskContext& context,
                       std::chrono::nanoseconds span) {
  begin(waiting, context);
  const TimePoint now = loop_->now();
  loop_->add(*this, now + std::min(span, TimePoint::max() - now));
}

// The coroutine goes on in the loop's next turn and not from within request_stop(), whose caller is
// in the middle of something.
void Suspension::stop() noexcept {
  if (!waiting_) return;
  stopped_ = true;
  loop_->add(*this, loop_->now());
}

}  // namespace aio::detail

// SPDX-License-Identifier: MIT
#include <aio/sleep.hpp>

namespace aio {

bool sleep::Wait::begin(std::coroutine_handle<> waiting, const TaskContext& context) {
  if (context.stop.stop_requested()) {
    stopped_ = true;
    return false;
  }
  loop_ = context.loop;
  waiting_ = waiting;
  loop_->add(*this, loop_->now() + span_);
  on_stop_.emplace(context.stop, Stop{this});
  return true;
}

// The coroutine goes on in the loop's next turn and not from within request_stop(), whose caller is
// in the middle of something.
void sleep::Wait::stop() noexcept {
  stopped_ = true;
  if (armed()) loop_->add(*this, loop_->now());
}

}  // namespace aio

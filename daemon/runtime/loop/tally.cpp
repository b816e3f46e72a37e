// SPDX-License-Identifier: MIT
#include "daemon/runtime/loop/tally.hpp"

#include <aio/error.hpp>

#include <utility>

#include "daemon/runtime/loop/later.hpp"

namespace aio::runtime {

void Tally::leave() {
  if (--count_ > 0) return;
  while (!waiting_.empty()) waiting_.front()->go_on(Empty::End::empty);
}

Tally::Empty Tally::empty(std::optional<std::chrono::nanoseconds> limit) {
  return {*this, limit};
}

Tally::Empty::~Empty() {
  if (place_) tally_.waiting_.erase(*place_);
  if (armed()) loop_->cancel(*this);
}

bool Tally::Empty::begin(std::coroutine_handle<> waiting, const TaskContext& context) {
  if (context.stop.stop_requested()) {
    end_ = End::stopped;
    return false;
  }
  loop_ = context.loop;
  item_ = context.item;
  waiting_ = waiting;
  place_ = tally_.waiting_.insert(tally_.waiting_.end(), this);
  if (limit_) loop_->add(*this, later(loop_->now(), *limit_));
  on_stop_.emplace(context.stop, Stop{this});
  return true;
}

// The coroutine goes on by its timer: not on the stack of whoever left last or asked to stop.
void Tally::Empty::go_on(End end) {
  if (!place_) return;
  tally_.waiting_.erase(*std::exchange(place_, std::nullopt));
  end_ = end;
  loop_->add(*this, loop_->now());
}

void Tally::Empty::fire() noexcept {
  if (place_) {
    tally_.waiting_.erase(*std::exchange(place_, std::nullopt));
    end_ = End::late;
  }
  const detail::ItemScope scope(item_);
  waiting_.resume();
}

bool Tally::Empty::await_resume() const {
  if (end_ == End::stopped) throw Cancelled();
  return end_ == End::empty;
}

}  // namespace aio::runtime

// SPDX-License-Identifier: MIT
#include <aio/item.hpp>
#include <aio/main_loop.hpp>

namespace aio::detail {
namespace {

thread_local constinit Loop* main_loop = nullptr;

}  // namespace

WorkerScope::WorkerScope(Loop& main) noexcept {
  main_loop = &main;
}

WorkerScope::~WorkerScope() {
  main_loop = nullptr;
}

Loop* main_loop_of_worker() noexcept {
  return main_loop;
}

void Crossing::begin(std::coroutine_handle<> waiting, const TaskContext& context) {
  main_ = main_loop;
  home_ = context.loop;
  item_ = context.item;
  waiting_ = waiting;
  self_ = shared_from_this();
  main_->post([self = self_] { self->run(); });
  on_stop_.emplace(context.stop, Stop{this});
}

void Crossing::run() {
  work_.start({.loop = main_, .stop = stop_.get_token(), .item = item_}, *this);
}

// The frame still stands on its last line: it goes in a turn of its own.
void Crossing::ended() noexcept {
  main_->post([self = self_] { self->leave(); });
}

void Crossing::leave() {
  try {
    work_.result();
  } catch (...) {
    failure_ = std::current_exception();
  }
  work_ = {};
  home_->post([self = std::move(self_)] { self->arrive(); });
}

void Crossing::arrive() {
  on_stop_.reset();
  if (!waiting_) return;
  const ItemScope scope(item_);
  std::exchange(waiting_, nullptr).resume();
}

void Crossing::stop_on_main() {
  main_->post([self = shared_from_this()] { self->stop_.request_stop(); });
}

}  // namespace aio::detail

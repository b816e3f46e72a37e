// SPDX-License-Identifier: MIT
#pragma once

#include <aio/item.hpp>
#include <aio/loop.hpp>
#include <aio/task.hpp>

#include <chrono>
#include <coroutine>
#include <optional>
#include <stop_token>
#include <utility>

namespace aio::detail {

/// A coroutine that waits for one event, for a time, or for the request to stop. Lies in an
/// awaiter, and so in the coroutine's frame: it costs no allocation, and destroyed while it waits
/// it is forgotten by the loop. Belongs to the loop's thread.
class Suspension final : public Timer {
 public:
  Suspension() = default;
  ~Suspension() {
    if (armed()) loop_->cancel(*this);
  }

  /// Whether the task was asked to stop; then there is nothing to wait for.
  bool forbidden(const TaskContext& context) noexcept {
    return stopped_ = context.stop.stop_requested();
  }

  /// Begins to wait: for go_on(), or for `span` to pass. Only for a coroutine that is suspended.
  void begin(std::coroutine_handle<> waiting, const TaskContext& context);
  void begin(std::coroutine_handle<> waiting,
             const TaskContext& context,
             std::chrono::nanoseconds span);

  /// As the first, for an owner of many waits of one task, who hears of the request to stop for all
  /// of them and calls stop(): so a wait costs no callback of its own.
  void begin_unasked(std::coroutine_handle<> waiting, const TaskContext& context) noexcept;
  void stop() noexcept;

  /// The event came: the coroutine runs at once, and may be gone when this returns.
  void go_on() {
    if (armed()) loop_->cancel(*this);
    fire();
  }
  bool stopped() const noexcept { return stopped_; }  ///< by the request to stop
  void fire() noexcept override {
    const ItemScope scope(item_);
    std::exchange(waiting_, nullptr).resume();  // this may be gone then
  }

 private:
  struct Stop {
    Suspension* suspension;
    void operator()() const noexcept { suspension->stop(); }
  };

  Loop* loop_ = nullptr;
  const Item* item_ = nullptr;
  std::coroutine_handle<> waiting_;
  std::optional<std::stop_callback<Stop>> on_stop_;
  bool stopped_ = false;
};

}  // namespace aio::detail

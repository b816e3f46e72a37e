// SPDX-License-Identifier: MIT
#pragma once

#include <aio/error.hpp>
#include <aio/suspension.hpp>

#include <chrono>
#include <coroutine>

namespace aio {

/// `co_await aio::sleep(1s)`: goes on when that much monotonic time has passed. Throws Cancelled
/// when the task is asked to stop meanwhile. Needs no allocation: the timer lies in the coroutine's
/// frame.
class [[nodiscard]] sleep {
 public:
  explicit sleep(std::chrono::nanoseconds span) noexcept : span_(span) {}

  bool await_ready() const noexcept { return false; }
  template <class Promise>
  bool await_suspend(std::coroutine_handle<Promise> self) {
    const TaskContext& context = self.promise().context();
    if (suspension_.forbidden(context)) return false;
    suspension_.begin(self, context, span_);
    return true;
  }
  void await_resume() const {
    if (suspension_.stopped()) throw Cancelled();
  }

 private:
  std::chrono::nanoseconds span_;
  detail::Suspension suspension_;
};

}  // namespace aio

// SPDX-License-Identifier: MIT
#pragma once

#include <aio/error.hpp>
#include <aio/loop.hpp>
#include <aio/task.hpp>

#include <chrono>
#include <coroutine>
#include <optional>
#include <stop_token>

namespace aio {

/// `co_await aio::sleep(1s)`: goes on when that much monotonic time has passed. Throws Cancelled
/// when the task is asked to stop meanwhile. Needs no allocation: the timer lies in the coroutine's
/// frame.
class [[nodiscard]] sleep {
 public:
  explicit sleep(std::chrono::nanoseconds span) noexcept : timer_(span) {}

  bool await_ready() const noexcept { return false; }
  template <class Promise>
  bool await_suspend(std::coroutine_handle<Promise> self) {
    return timer_.begin(self, self.promise().context());
  }
  void await_resume() {
    if (timer_.stopped()) throw Cancelled();
  }

 private:
  class Wait final : public Timer {
   public:
    explicit Wait(std::chrono::nanoseconds span) noexcept : span_(span) {}
    Wait(Wait&& other) noexcept : span_(other.span_) {}  // only before it begins
    ~Wait() {
      if (armed()) loop_->cancel(*this);
    }

    bool begin(std::coroutine_handle<> waiting, const TaskContext& context);
    bool stopped() const noexcept { return stopped_; }
    void fire() noexcept override { waiting_.resume(); }

   private:
    struct Stop {
      Wait* wait;
      void operator()() const noexcept { wait->stop(); }
    };
    void stop() noexcept;

    std::chrono::nanoseconds span_;
    Loop* loop_ = nullptr;
    std::coroutine_handle<> waiting_;
    std::optional<std::stop_callback<Stop>> on_stop_;
    bool stopped_ = false;
  };

  Wait timer_;
};

}  // namespace aio

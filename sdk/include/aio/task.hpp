// SPDX-License-Identifier: MIT
#pragma once

#include <aio/item.hpp>

#include <concepts>
#include <coroutine>
#include <cstddef>
#include <exception>
#include <optional>
#include <stop_token>
#include <type_traits>
#include <utility>

namespace aio {

class Loop;

/// What a task inherits from whoever awaits it: the loop it runs on, the token that asks it to
/// stop, and the item that it runs for, which outlives it.
struct TaskContext {
  Loop* loop = nullptr;
  std::stop_token stop{};
  const Item* item = nullptr;
};

/// Hears of the end of a task that was started rather than awaited. Its owner: it holds the task
/// and outlives it.
class Completion {
 public:
  /// The task has ended; result() tells how. Do not destroy the task in here: it still stands on
  /// its last line.
  virtual void ended() noexcept = 0;

 protected:
  ~Completion() = default;
};

namespace detail {

/// Memory for a coroutine's frame, which may be freed on another thread. What small frames have
/// left is used again by their thread, a bounded number of each size (frames.cpp).
void* make_frame(std::size_t size);
void free_frame(void* frame, std::size_t size) noexcept;

class PromiseBase {
 public:
  std::suspend_always initial_suspend() const noexcept { return {}; }

  /// Goes on with whoever awaits, without growing the stack (symmetric transfer).
  struct FinalAwaiter {
    bool await_ready() const noexcept { return false; }
    template <class Promise>
    std::coroutine_handle<> await_suspend(std::coroutine_handle<Promise> self) const noexcept {
      PromiseBase& promise = self.promise();
      if (promise.continuation_) return promise.continuation_;
      if (promise.completion_ != nullptr) promise.completion_->ended();
      return std::noop_coroutine();
    }
    void await_resume() const noexcept {}
  };
  FinalAwaiter final_suspend() const noexcept { return {}; }

  static void* operator new(std::size_t size) { return make_frame(size); }
  static void operator delete(void* frame, std::size_t size) noexcept { free_frame(frame, size); }

  const TaskContext& context() const noexcept { return *context_; }

  /// `context` is that of who awaits, who is there until this has ended: so nothing is copied.
  void awaited_by(std::coroutine_handle<> continuation, const TaskContext& context) noexcept {
    continuation_ = continuation;
    context_ = &context;
  }
  void started_by(Completion& completion, const TaskContext& context) noexcept {
    completion_ = &completion;
    context_ = &context;
  }
  const TaskContext& keep(TaskContext context) noexcept { return own_ = std::move(context); }

 private:
  std::coroutine_handle<> continuation_;
  Completion* completion_ = nullptr;
  const TaskContext* context_ = nullptr;
  TaskContext own_;  // of one that was started with a context for it alone
};

template <class T>
class Promise : public PromiseBase {
 public:
  std::coroutine_handle<Promise> get_return_object() noexcept {
    return std::coroutine_handle<Promise>::from_promise(*this);
  }
  void unhandled_exception() noexcept { failure_ = std::current_exception(); }

  template <std::convertible_to<T> U = T>
  void return_value(U&& value) {
    value_.emplace(std::forward<U>(value));
  }
  T result() {
    if (failure_) std::rethrow_exception(failure_);
    return std::move(*value_);
  }

 private:
  std::exception_ptr failure_;
  std::optional<T> value_;
};

template <>
class Promise<void> : public PromiseBase {
 public:
  std::coroutine_handle<Promise> get_return_object() noexcept {
    return std::coroutine_handle<Promise>::from_promise(*this);
  }
  void unhandled_exception() noexcept { failure_ = std::current_exception(); }
  void return_void() const noexcept {}
  const std::exception_ptr& failure() const noexcept { return failure_; }
  void result() const {
    if (failure_) std::rethrow_exception(failure_);
  }

 private:
  std::exception_ptr failure_;
};

}  // namespace detail

/// aio's coroutine: lazy, with one awaiter or one Completion, and no allocation but its frame.
/// Owns the frame: destroying a task destroys the coroutine wherever it stands, so whoever started
/// it keeps it until it has ended. A child inherits loop and stop token from the task that awaits
/// it. Moves, does not copy.
template <class T = void>
class [[nodiscard]] task {
 public:
  using promise_type = detail::Promise<T>;

  task() noexcept = default;
  task(std::coroutine_handle<promise_type> frame) noexcept : frame_(frame) {}
  task(task&& other) noexcept : frame_(std::exchange(other.frame_, nullptr)) {}
  task& operator=(task&& other) noexcept {
    task old(std::exchange(frame_, std::exchange(other.frame_, nullptr)));
    return *this;
  }
  ~task() {
    if (frame_) frame_.destroy();
  }

  /// Runs up to the first suspension on the caller's stack; `completion` hears of the end, perhaps
  /// before this returns.
  void start(TaskContext context, Completion& completion) {
    start_within(frame_.promise().keep(std::move(context)), completion);
  }
  /// The same, in a context that outlives the task: it is not copied, which with its stop token
  /// takes atomic steps.
  void start_within(const TaskContext& context, Completion& completion) {
    const detail::ItemScope scope(context.item);
    frame_.promise().started_by(completion, context);
    frame_.resume();
  }
  bool done() const noexcept { return frame_.done(); }
  explicit operator bool() const noexcept { return static_cast<bool>(frame_); }

  /// The value of an ended task, once; throws what the coroutine threw.
  T result() { return frame_.promise().result(); }
  /// What an ended task<> threw, or null: for who wants to know without being thrown at, which
  /// costs a microsecond.
  const std::exception_ptr& failure() const noexcept requires std::is_void_v<T> {
    return frame_.promise().failure();
  }

  struct Awaiter {
    std::coroutine_handle<promise_type> child;

    bool await_ready() const noexcept { return false; }
    template <class Parent>
    std::coroutine_handle<> await_suspend(std::coroutine_handle<Parent> parent) const noexcept {
      child.promise().awaited_by(parent, parent.promise().context());
      return child;
    }
    T await_resume() const { return child.promise().result(); }
  };
  Awaiter operator co_await() && noexcept { return {frame_}; }

  /// `co_await task.ended()`: waits for the end alone; result() or failure() tell how it was.
  struct EndAwaiter : Awaiter {
    void await_resume() const noexcept {}
  };
  EndAwaiter ended() & noexcept { return {{frame_}}; }

 private:
  std::coroutine_handle<promise_type> frame_;
};

/// `co_await aio::current_context()` in a task: its loop and its stop token, at no suspension.
struct current_context {
  bool await_ready() const noexcept { return false; }
  template <class Promise>
  bool await_suspend(std::coroutine_handle<Promise> self) noexcept {
    context_ = self.promise().context();
    return false;
  }
  TaskContext await_resume() noexcept { return std::move(context_); }

 private:
  TaskContext context_;
};

}  // namespace aio

// SPDX-License-Identifier: MIT
#pragma once

#include <aio/loop.hpp>
#include <aio/task.hpp>

#include <coroutine>
#include <exception>
#include <functional>
#include <future>
#include <memory>
#include <optional>
#include <stop_token>
#include <type_traits>
#include <utility>

namespace aio {

template <class T>
task<T> on_main_loop(task<T> work);

namespace detail {

/// Says, while it lives, that this thread is a server's worker, with a loop of its own beside the
/// app's main one, which outlives it.
class WorkerScope {
 public:
  explicit WorkerScope(Loop& main) noexcept;
  ~WorkerScope();
  WorkerScope(const WorkerScope&) = delete;
  WorkerScope& operator=(const WorkerScope&) = delete;
};

Loop* main_loop_of_worker() noexcept;  ///< null unless this thread is a worker

/// A task of a worker's coroutine that runs on the main loop. Held by whoever waits and, while it
/// is under way, by itself: it reaches its end also when nobody waits any more.
///   begin() on the worker -> run() on the main loop, to its end -> arrive() on the worker
class Crossing final : public Completion, public std::enable_shared_from_this<Crossing> {
 public:
  explicit Crossing(task<> work) noexcept : work_(std::move(work)) {}

  void begin(std::coroutine_handle<> waiting, const TaskContext& context);
  void forget() noexcept { waiting_ = nullptr; }  ///< on the worker: nobody waits any more
  void result() const {
    if (failure_) std::rethrow_exception(failure_);
  }

 private:
  struct Stop {
    Crossing* crossing;
    void operator()() const { crossing->stop_on_main(); }
  };
  void run();
  void ended() noexcept override;
  void leave();
  void arrive();
  void stop_on_main();

  task<> work_;
  Loop* main_ = nullptr;
  Loop* home_ = nullptr;
  const Item* item_ = nullptr;
  std::coroutine_handle<> waiting_;
  std::exception_ptr failure_;
  std::stop_source stop_;  // the main loop's: who is stopped there goes on there
  std::optional<std::stop_callback<Stop>> on_stop_;
  std::shared_ptr<Crossing> self_;
};

/// `co_await Crossed(work)` on a worker; lies in the frame of who waits.
class [[nodiscard]] Crossed {
 public:
  explicit Crossed(task<> work) : crossing_(std::make_shared<Crossing>(std::move(work))) {}
  ~Crossed() { crossing_->forget(); }
  Crossed(const Crossed&) = delete;
  Crossed& operator=(const Crossed&) = delete;

  bool await_ready() const noexcept { return false; }
  template <class Promise>
  void await_suspend(std::coroutine_handle<Promise> self) {
    crossing_->begin(self, self.promise().context());
  }
  void await_resume() const { crossing_->result(); }

 private:
  std::shared_ptr<Crossing> crossing_;
};

template <class T>
task<> kept(task<T> work, std::shared_ptr<std::optional<T>> value) {
  value->emplace(co_await std::move(work));
}

/// On a worker: `question()` on the main loop, for which this thread waits. `otherwise` when the
/// main loop has ended.
template <class T>
T asked_of_main(std::function<T()> question, T otherwise) {
  auto answer = std::make_shared<std::promise<T>>();
  std::future<T> future = answer->get_future();
  main_loop_of_worker()->post([answer, question = std::move(question)] {
    try {
      answer->set_value(question());
    } catch (...) {
      answer->set_exception(std::current_exception());
    }
  });
  answer.reset();  // a loop that drops the job unheard breaks the promise
  try {
    return future.get();
  } catch (const std::future_error&) {
    return otherwise;
  }
}

}  // namespace detail

/// Runs `work` on the app's main loop, and goes on here with what it gives or throws. That is how a
/// protocol on a worker thread (`workers` above 1) reaches what belongs to the main loop; all that
/// aio itself offers there (aio::app, create_server) does so by itself. On the main loop `work` is
/// simply awaited.
template <class T>
task<T> on_main_loop(task<T> work) {
  if (detail::main_loop_of_worker() == nullptr) co_return co_await std::move(work);
  if constexpr (std::is_void_v<T>) {
    co_await detail::Crossed(std::move(work));
  } else {
    const auto value = std::make_shared<std::optional<T>>();
    co_await detail::Crossed(detail::kept(std::move(work), value));
    co_return std::move(**value);
  }
}

}  // namespace aio

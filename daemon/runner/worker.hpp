// SPDX-License-Identifier: MIT
#pragma once

#include <aio/task.hpp>

#include <coroutine>
#include <exception>
#include <functional>
#include <optional>
#include <type_traits>
#include <utility>

#include "daemon/runtime/loop/event_loop.hpp"
#include "daemon/runtime/loop/job_thread.hpp"

namespace aio::runner {

/// The one thread that reads, parses, writes and syncs files, so that the loop never waits for a
/// disk. Jobs run in order. Owned by the runner, which lets no job outlive it: whoever awaits one
/// is awaited itself.
class Worker {
 public:
  /// Begins the thread while the process still blocks its signals, which are for the loop's.
  explicit Worker(runtime::EventLoop& loop) : loop_(loop) { thread_.begin(); }

  /// `co_await worker.run(job)`: job() on the worker's thread, its result or exception here.
  template <class Job>
  auto run(Job job) {
    return Awaiter<Job>{*this, std::move(job)};
  }

 private:
  template <class Job>
  struct Awaiter {
    using Result = std::invoke_result_t<Job&>;

    Worker& worker;
    Job job;
    std::optional<Result> result{};
    std::exception_ptr failure{};

    bool await_ready() const noexcept { return false; }
    void await_suspend(std::coroutine_handle<> waiting) {
      worker.submit([this] { perform(); }, waiting);
    }
    Result await_resume() {
      if (failure) std::rethrow_exception(failure);
      return std::move(*result);
    }

   private:
    void perform() noexcept {
      try {
        result.emplace(job());
      } catch (...) {
        failure = std::current_exception();
      }
    }
  };

  void submit(std::function<void()> job, std::coroutine_handle<> waiting);

  runtime::EventLoop& loop_;
  runtime::JobThread thread_{
      "aiod-worker"};  // file calls that block have no other way off the loop
};

}  // namespace aio::runner

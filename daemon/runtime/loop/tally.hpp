// SPDX-License-Identifier: MIT
#pragma once

#include <aio/loop.hpp>
#include <aio/task.hpp>

#include <chrono>
#include <coroutine>
#include <cstddef>
#include <list>
#include <optional>
#include <stop_token>

namespace aio::runtime {

/// Counts what is under way, and lets coroutines wait until nothing is. Owned by whoever starts
/// the counted things; outlives those who wait.
class Tally {
 public:
  class Empty;

  Tally() = default;
  Tally(const Tally&) = delete;
  Tally& operator=(const Tally&) = delete;

  void enter() noexcept { ++count_; }
  void leave();
  std::size_t count() const noexcept { return count_; }

  /// `co_await tally.empty(5s)`: true when nothing was under way before the time was over. Goes on
  /// in a turn of the loop of its own. Throws Cancelled when the task is asked to stop.
  Empty empty(std::optional<std::chrono::nanoseconds> limit = {});

 private:
  std::size_t count_ = 0;
  std::list<Empty*> waiting_;
};

/// One wait for an empty Tally; lives in the frame of the coroutine that waits.
class [[nodiscard]] Tally::Empty final : public Timer {
 public:
  Empty(Tally& tally, std::optional<std::chrono::nanoseconds> limit) noexcept
      : tally_(tally), limit_(limit) {}
  ~Empty();

  bool await_ready() const noexcept { return tally_.count_ == 0; }
  template <class Promise>
  bool await_suspend(std::coroutine_handle<Promise> self) {
    return begin(self, self.promise().context());
  }
  bool await_resume() const;

 private:
  friend class Tally;
  enum class End { empty, late, stopped };
  struct Stop {
    Empty* wait;
    void operator()() const { wait->go_on(End::stopped); }
  };

  bool begin(std::coroutine_handle<> waiting, const TaskContext& context);
  void go_on(End end);
  void fire() noexcept override;

  Tally& tally_;
  std::optional<std::chrono::nanoseconds> limit_;
  Loop* loop_ = nullptr;
  const Item* item_ = nullptr;
  std::coroutine_handle<> waiting_;
  std::optional<std::list<Empty*>::iterator> place_;  // until it is known how the wait ends
  std::optional<std::stop_callback<Stop>> on_stop_;
  End end_ = End::empty;
};

}  // namespace aio::runtime

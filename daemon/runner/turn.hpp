// SPDX-License-Identifier: MIT
#pragma once

#include <aio/loop.hpp>

#include <coroutine>
#include <deque>
#include <utility>

namespace aio::runner {

/// Lets one coroutine at a time do what must not overlap, in order of arrival. Belongs to the
/// loop's thread and outlives whoever waits:
///   auto turn = co_await turns.next();   // held until `turn` goes away
class Turns {
 public:
  explicit Turns(Loop& loop) : loop_(loop) {}

  /// Whoever holds it has the turn.
  class [[nodiscard]] Turn {
   public:
    explicit Turn(Turns& turns) noexcept : turns_(&turns) {}
    Turn(Turn&& other) noexcept : turns_(std::exchange(other.turns_, nullptr)) {}
    Turn& operator=(Turn&&) = delete;
    ~Turn() {
      if (turns_) turns_->pass_on();
    }

   private:
    Turns* turns_;
  };

  auto next() {
    struct Awaiter {
      Turns& turns;
      bool await_ready() const noexcept { return !std::exchange(turns.taken_, true); }
      void await_suspend(std::coroutine_handle<> waiting) { turns.waiting_.push_back(waiting); }
      Turn await_resume() const noexcept { return Turn(turns); }
    };
    return Awaiter{*this};
  }

  std::size_t waiting() const noexcept { return waiting_.size(); }

 private:
  // The next one goes on in a turn of the loop of its own, not on the stack of the one before.
  void pass_on() {
    if (waiting_.empty()) {
      taken_ = false;
      return;
    }
    loop_.post([next = waiting_.front()] { next.resume(); });
    waiting_.pop_front();
  }

  Loop& loop_;
  bool taken_ = false;
  std::deque<std::coroutine_handle<>> waiting_;
};

}  // namespace aio::runner

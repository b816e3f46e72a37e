// SPDX-License-Identifier: MIT
#pragma once

#include <aio/task.hpp>

#include <functional>
#include <type_traits>
#include <utility>

namespace aio {

/// A user's function of one event: a coroutine, or a plain function, which costs no coroutine
/// frame. Holds exactly one of the two once it was made from a function.
template <class Event>
class Handler {
 public:
  Handler() = default;

  template <class F>
  requires std::is_invocable_r_v<task<>, F&, Event> Handler(F function)
      : coroutine_(std::move(function)) {}

  template <class F>
  requires(std::is_invocable_v<F&, Event>&& std::is_void_v<std::invoke_result_t<F&, Event>>)
      Handler(F function)
      : plain_(std::move(function)) {}

  bool plain() const noexcept { return static_cast<bool>(plain_); }
  void call(Event event) const { plain_(std::move(event)); }              ///< when plain()
  task<> run(Event event) const { return coroutine_(std::move(event)); }  ///< when not plain()
  explicit operator bool() const noexcept { return plain_ || coroutine_; }

 private:
  std::function<void(Event)> plain_;
  std::function<task<>(Event)> coroutine_;
};

}  // namespace aio

// SPDX-License-Identifier: MIT
#pragma once

#include <aio/task.hpp>

#include <functional>
#include <type_traits>
#include <utility>

namespace aio {

/// A user's function of one event: a coroutine, or a plain function, which costs no coroutine
/// frame. Holds exactly one of the two once it was made from a function. The function takes the
/// event by value or, a plain one, by reference: then nothing is copied. A coroutine takes it by
/// value, since it outlives the call.
template <class Event>
class Handler {
 public:
  Handler() = default;

  template <class F>
  requires std::is_invocable_r_v<task<>, F&, Event> Handler(F function)
      : coroutine_(of_reference<task<>>(std::move(function))) {}

  template <class F>
  requires(std::is_invocable_v<F&, Event>&& std::is_void_v<std::invoke_result_t<F&, Event>>)
      Handler(F function)
      : plain_(of_reference<void>(std::move(function))) {}

  bool plain() const noexcept { return static_cast<bool>(plain_); }
  void call(const Event& event) const { plain_(event); }              ///< when plain()
  task<> run(const Event& event) const { return coroutine_(event); }  ///< when not plain()
  explicit operator bool() const noexcept { return plain_ || coroutine_; }

 private:
  template <class Result, class F>
  static std::function<Result(const Event&)> of_reference(F function) {
    if constexpr (std::is_invocable_v<F&, const Event&>)
      return function;
    else
      return [function = std::move(function)](const Event& event) mutable -> Result {
        return function(Event(event));
      };
  }

  std::function<void(const Event&)> plain_;
  std::function<task<>(const Event&)> coroutine_;
};

}  // namespace aio

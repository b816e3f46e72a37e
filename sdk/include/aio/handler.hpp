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
/// value, since it outlives the call; but a listener's Signal is there until its coroutine's end,
/// and may be taken by reference too.
template <class Event>
class Handler {
 public:
  Handler() = default;

  template <class F>
  requires std::is_invocable_r_v<task<>, F&, Event> Handler(F function)
      : coroutine_(of_reference<task<>>(std::move(function))) {}

  template <class F>
  requires(std::is_invocable_v<F&, Event>&& std::is_void_v<std::invoke_result_t<F&, Event>>)
      Handler(F function) {
    if constexpr (std::is_convertible_v<F, Direct>)
      direct_ = function;
    else
      plain_ = of_reference<void>(std::move(function));
  }

  bool plain() const noexcept { return direct_ != nullptr || plain_; }
  void call(const Event& event) const {  ///< when plain()
    if (direct_ != nullptr)
      direct_(event);
    else
      plain_(event);
  }
  task<> run(const Event& event) const { return coroutine_(event); }  ///< when not plain()
  explicit operator bool() const noexcept { return plain() || coroutine_; }

 private:
  using Direct = void (*)(const Event&);

  template <class Result, class F>
  static std::function<Result(const Event&)> of_reference(F function) {
    if constexpr (std::is_invocable_v<F&, const Event&>)
      return function;
    else
      return [function = std::move(function)](const Event& event) mutable -> Result {
        return function(Event(event));
      };
  }

  Direct direct_ = nullptr;                  // what is a function by itself is called as one
  std::function<void(const Event&)> plain_;  // what is more than that
  std::function<task<>(const Event&)> coroutine_;
};

}  // namespace aio

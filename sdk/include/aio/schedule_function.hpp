// SPDX-License-Identifier: MIT
#pragma once

#include <aio/event.hpp>
#include <aio/handler.hpp>
#include <aio/task.hpp>

#include <concepts>
#include <functional>
#include <string>
#include <type_traits>
#include <utility>
#include <variant>

namespace aio {
namespace detail {

template <class T>
concept Text = std::is_constructible_v<std::string, T>;

template <class T>
struct awaited {};
template <class T>
struct awaited<task<T>> {
  using type = T;
};

/// Whether F is a coroutine of a ScheduledEvent that ends with a text.
template <class F>
concept TextCoroutine = requires {
  typename awaited<std::invoke_result_t<F&, ScheduledEvent>>::type;
  requires Text<typename awaited<std::invoke_result_t<F&, ScheduledEvent>>::type>;
};

}  // namespace detail

/// A function of [schedule/NAME] func: a coroutine or a plain function of a ScheduledEvent, which
/// returns nothing, or what std::string can be made from: the result that `cb` gets. Holds one
/// function once it was made from it.
class ScheduleFunction {
 public:
  ScheduleFunction() = default;

  template <class F>
  requires(std::is_invocable_v<F&, ScheduledEvent>&&
               std::is_void_v<std::invoke_result_t<F&, ScheduledEvent>>)
      ScheduleFunction(F function)
      : function_(Plain(std::move(function))) {}

  template <class F>
  requires(std::is_invocable_v<F&, ScheduledEvent>&&
               detail::Text<std::invoke_result_t<F&, ScheduledEvent>>) ScheduleFunction(F function)
      : function_(PlainText([function = std::move(function)](ScheduledEvent event) mutable {
          return std::string(function(std::move(event)));
        })) {}

  template <class F>
  requires std::is_invocable_r_v<task<>, F&, ScheduledEvent> ScheduleFunction(F function)
      : function_(Coroutine(std::move(function))) {}

  template <detail::TextCoroutine F>
  ScheduleFunction(F function)
      : function_(TextCoroutine(
            [function = std::move(function)](ScheduledEvent event, std::string& result) mutable {
              return keep(function(std::move(event)), result);
            })) {}

  explicit operator bool() const noexcept { return function_.index() != 0; }
  bool plain() const noexcept { return function_.index() == 1 || function_.index() == 2; }

  /// When plain(). The result, empty for a function without one.
  std::string call(ScheduledEvent event) const {
    if (const auto* with_text = std::get_if<PlainText>(&function_))
      return (*with_text)(std::move(event));
    std::get<Plain>(function_)(std::move(event));
    return {};
  }

  /// When not plain(). Leaves the result in `result`, which outlives the task.
  task<> run(ScheduledEvent event, std::string& result) const {
    if (const auto* with_text = std::get_if<TextCoroutine>(&function_))
      return (*with_text)(std::move(event), result);
    return std::get<Coroutine>(function_)(std::move(event));
  }

 private:
  using Plain = std::function<void(ScheduledEvent)>;
  using PlainText = std::function<std::string(ScheduledEvent)>;
  using Coroutine = std::function<task<>(ScheduledEvent)>;
  using TextCoroutine = std::function<task<>(ScheduledEvent, std::string&)>;

  template <class T>
  static task<> keep(task<T> work, std::string& result) {
    result = std::string(co_await std::move(work));
  }

  std::variant<std::monostate, Plain, PlainText, Coroutine, TextCoroutine> function_;
};

/// A function of [schedule/NAME] cb.
using ResultFunction = Handler<ScheduledResult>;

/// A function of [schedule/NAME] err.
using FailureFunction = Handler<ScheduledFailure>;

}  // namespace aio

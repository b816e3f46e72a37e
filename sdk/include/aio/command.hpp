// SPDX-License-Identifier: MIT
#pragma once

#include <aio/task.hpp>

#include <concepts>
#include <functional>
#include <string>
#include <type_traits>
#include <utility>
#include <vector>

namespace aio {

/// What a command of [aio/commands] is called with. A plain value.
class Command {
 public:
  Command(std::string name, std::vector<std::string> arguments)
      : name_(std::move(name)), arguments_(std::move(arguments)) {}

  const std::string& name() const noexcept { return name_; }  ///< as aioctl was given it

  /// The words behind NAME, byte for byte: also empty ones, and such as look like options.
  const std::vector<std::string>& arguments() const noexcept { return arguments_; }

 private:
  std::string name_;
  std::vector<std::string> arguments_;
};

namespace detail {

template <class T>
concept CommandResult = std::is_void_v<T> || std::same_as<T, int> || std::same_as<T, task<>> ||
    std::same_as<T, task<int>>;

}  // namespace detail

/// A function of [aio/commands] NAME: a coroutine or a plain function of a Command, which returns
/// the exit status of its process, or nothing for 0. Holds one function once it was made from it.
class CommandFunction {
 public:
  CommandFunction() = default;

  template <class F>
  requires(
      std::is_invocable_v<F&, Command>&& detail::CommandResult<std::invoke_result_t<F&, Command>>)
      CommandFunction(F function)
      : run_([function = std::move(function)](Command command) mutable {
          return returned_by(function, std::move(command));
        }) {}

  explicit operator bool() const noexcept { return static_cast<bool>(run_); }

  /// The exit status, or what the function throws. This outlives the task.
  task<int> run(Command command) const { return run_(std::move(command)); }

 private:
  template <class F>
  static task<int> returned_by(F& function, Command command) {
    using Result = std::invoke_result_t<F&, Command>;
    if constexpr (std::is_void_v<Result>) {
      function(std::move(command));
      co_return 0;
    } else if constexpr (std::same_as<Result, task<>>) {
      co_await function(std::move(command));
      co_return 0;
    } else if constexpr (std::same_as<Result, task<int>>) {
      co_return co_await function(std::move(command));
    } else {
      co_return function(std::move(command));
    }
  }

  std::function<task<int>(Command)> run_;
};

}  // namespace aio

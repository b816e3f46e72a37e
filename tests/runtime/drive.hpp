// SPDX-License-Identifier: MIT
#pragma once

#include <chrono>
#include <functional>
#include <optional>
#include <utility>

#include "daemon/runtime/loop/event_loop.hpp"

namespace aio::runtime {

/// Runs the loop until `done` holds; false when it does not within the limit, which is there for
/// a broken test alone.
inline bool drive(EventLoop& loop,
                  const std::function<bool()>& done,
                  std::chrono::seconds limit = std::chrono::seconds(20)) {
  const auto deadline = std::chrono::steady_clock::now() + limit;
  loop.context().restart();
  while (!done()) {
    if (std::chrono::steady_clock::now() > deadline) return false;
    loop.context().run_one_for(std::chrono::milliseconds(1));  // `done` may look at a client
  }
  return true;
}

/// Runs `work` to its end on the loop and gives its value.
template <class T>
T result_of(EventLoop& loop, task<T> work) {
  std::optional<T> value;
  const auto keep = [](task<T> inner, std::optional<T>& into) -> task<> {
    into.emplace(co_await std::move(inner));
  };
  loop.run_until_done(keep(std::move(work), value));
  return std::move(*value);
}

}  // namespace aio::runtime

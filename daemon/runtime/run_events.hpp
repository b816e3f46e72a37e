// SPDX-License-Identifier: MIT
#pragma once

#include <aio/address.hpp>
#include <aio/loop.hpp>
#include <aio/signals.hpp>

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <string_view>

namespace aio::runtime {

// What an Observer hears of runs, emits and connections. The texts live for the call.

struct RunStarted {
  std::string_view item;  ///< "schedule/beat"; for a listener "signal/example"
  std::uint64_t id = 0;
  const char* cause = "";  ///< due, queued, trigger; empty for a listener; lives on
  TimePoint at{};
};

struct RunEnded {
  std::string_view item;
  std::uint64_t id = 0;
  const char* cause = "";
  Outcome::Result result = Outcome::Result::ok;
  std::string_view error;  ///< empty when it ended well
  TimePoint started{};
  std::chrono::nanoseconds took{0};
};

/// What an emit came to: how many listeners ended in which way.
struct EmitEnded {
  std::string_view signal;  ///< as it was emitted
  std::size_t ok = 0;
  std::size_t failed = 0;
  std::size_t timeout = 0;
  std::size_t dropped = 0;
  std::chrono::nanoseconds took{0};
};

/// A connection of a server, as it comes or goes.
struct ConnectionEvent {
  std::string_view item;  ///< "server/echo"
  std::uint64_t id = 0;   ///< 0: it was refused
  const SocketAddress& peer;
  std::size_t connections = 0;  ///< that the server has now
  TimePoint at{};
  Outcome::Result result = Outcome::Result::begun;  ///< of one that is closed
  std::string_view error{};                         ///< empty when it ended well
};

}  // namespace aio::runtime

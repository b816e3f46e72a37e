// SPDX-License-Identifier: MIT
#pragma once

#include <aio/log_record.hpp>
#include <aio/loop.hpp>

#include <chrono>
#include <cstdint>
#include <string>
#include <string_view>

namespace aio::runtime {

// What is remembered of an item, as copies for readers.

/// One run of a schedule or of a listener, or one connection of a server.
struct RunSnapshot {
  std::uint64_t id = 0;  ///< the run's number, as the log has it
  std::string cause;     ///< due, queued, trigger; a connection's peer; empty for a listener
  TimePoint started{};
  std::chrono::nanoseconds took{0};  ///< zero while it is on
  std::string outcome;               ///< running, ok, failed, timeout or dropped
  std::string error;                 ///< its first line; empty when there is none
};

/// One line of the log.
struct LineSnapshot {
  std::chrono::system_clock::time_point at{};
  log::Level level = log::Level::info;
  std::string_view logger;  ///< lives as long as the process
  std::string text;         ///< its first bytes
  std::uint64_t run = 0;    ///< 0: of no run
};

}  // namespace aio::runtime

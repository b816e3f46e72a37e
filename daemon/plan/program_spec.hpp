// SPDX-License-Identifier: MIT
#pragma once

#include <chrono>
#include <cstddef>
#include <optional>
#include <string>
#include <vector>

namespace aio::plan {

/// What a program stands in for, and so which type of function it is.
enum class ProgramRole { schedule, listener, result, failure, connection };

/// A program as a handler: `exec:PROGRAM ARGS`, and what its section says of its processes.
struct ProgramSpec {
  std::string handler;                   ///< as it is written
  std::vector<std::string> words;        ///< its own name first
  std::string directory;                 ///< empty: aiod's own
  std::optional<unsigned> umask;         ///< none: aiod's own
  std::vector<std::string> environment;  ///< NAME=VALUE
  std::chrono::nanoseconds timeout{0};   ///< of a connection's; 0: none, or its caller sees to it
  std::chrono::nanoseconds kill_after{std::chrono::seconds(5)};
  std::size_t max_instances = 64;
  std::size_t retry = 0;
  std::chrono::nanoseconds first_pause{std::chrono::seconds(1)};
  std::chrono::nanoseconds longest_pause{std::chrono::seconds(60)};
};

}  // namespace aio::plan

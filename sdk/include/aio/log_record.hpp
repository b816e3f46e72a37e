// SPDX-License-Identifier: MIT
#pragma once

#include <chrono>
#include <cstdint>
#include <source_location>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace aio::log {

enum class Level {
  notset = 0,  ///< of a logger: that of its parent; of the root: everything
  debug = 10,
  info = 20,
  warning = 30,
  error = 40,
  critical = 50
};  ///< Python's numbers

/// One line on its way to a sink.
struct Record {
  Level level = Level::info;
  std::string text;
  std::source_location place;
  std::string_view logger = "aio";  ///< its name, which lives as long as the process
  std::vector<std::pair<std::string, std::string>> fields;  ///< names and values
  std::string item;                                         ///< whose code wrote it; see aio::Item
  std::uint64_t run = 0;
  std::chrono::system_clock::time_point at{};
  int thread = 0;  ///< as the kernel counts threads
};

/// Where records go while an app runs. Any thread may call its members.
class Sink {
 public:
  virtual ~Sink() = default;

  /// The least level that the sink wants of a logger. It is asked once and remembered: who changes
  /// an answer calls detail::forget_levels().
  virtual Level least(std::string_view logger) const noexcept = 0;
  virtual void write(Record record) noexcept = 0;
};

}  // namespace aio::log

// SPDX-License-Identifier: MIT
#pragma once

#include <map>
#include <memory>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "daemon/runtime/log/loggers.hpp"

namespace aio::runtime {

/// "a.b" of "a.b.c", and "root" of what has no dot.
std::string_view parent_of(std::string_view logger);

/// One configuration of the log, made once and then only read: Loggers swaps whole trees.
struct Loggers::Tree {
  using Route = std::vector<std::pair<std::shared_ptr<LogChannel>, log::Level>>;
  struct Logger {
    log::Level level = log::Level::notset;
    std::vector<std::string> handlers;
    bool propagate = true;
    Route route{};
  };

  void add(const plan::HandlerSpec& handler, std::shared_ptr<LogChannel> channel);
  void add(plan::LoggerSpec logger);
  void find_routes();  ///< when all is added

  /// Where the lines of a logger go, whether it was configured or not.
  const Route& route(std::string_view logger) const;
  log::Level level(std::string_view logger) const;  ///< its own in the configuration
  std::shared_ptr<LogChannel> kept(const plan::HandlerSpec& handler) const;  ///< null: none fits
  bool has(const std::shared_ptr<LogChannel>& channel) const;
  /// The channels that none of these handlers would keep.
  std::vector<std::shared_ptr<LogChannel>> all_but(
      const std::vector<plan::HandlerSpec>& wanted) const;

  std::map<std::string, Logger, std::less<>> loggers;
  std::vector<std::shared_ptr<LogChannel>> channels;
  std::vector<plan::HandlerSpec> handlers;  ///< of the channels
};

}  // namespace aio::runtime

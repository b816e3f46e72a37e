// SPDX-License-Identifier: MIT
#pragma once

#include <aio/log_record.hpp>

#include <cstdint>
#include <optional>
#include <string>

namespace aio::runtime {

// How the log stands, as copies for readers.

struct LoggerSnapshot {
  std::string name;
  log::Level configured = log::Level::notset;  ///< in the configuration; notset: none of its own
  std::optional<log::Level> live;              ///< set at runtime, in place of the configured one
  log::Level effective = log::Level::notset;   ///< which counts

  log::Level own() const { return live.value_or(configured); }
};

struct LogHandlerSnapshot {
  std::string name;
  std::uint64_t dropped = 0;  ///< lines that it could not take
};

}  // namespace aio::runtime

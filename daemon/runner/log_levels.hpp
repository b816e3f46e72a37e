// SPDX-License-Identifier: MIT
#pragma once

#include <aio/log_record.hpp>

#include <optional>
#include <string_view>

// Names of levels, as callers from outside have them. Pure.
namespace aio::runner {

/// Python's name: "WARNING".
std::string_view level_name(log::Level level);
std::optional<log::Level> parse_level_name(std::string_view name);  ///< also WARN, FATAL, NOTSET

/// syslog(3)'s name, as LogControl1 has it: "warning", "err".
std::string_view syslog_name(log::Level level);
/// emerg, alert and crit are CRITICAL, err is ERROR, notice and info are INFO.
std::optional<log::Level> parse_syslog_name(std::string_view name);

}  // namespace aio::runner

// SPDX-License-Identifier: MIT
#include "daemon/runner/log_levels.hpp"

#include <algorithm>
#include <array>
#include <utility>

#include "daemon/runtime/log/level_word.hpp"

namespace aio::runner {
namespace {

using log::Level;
using Name = std::pair<std::string_view, Level>;

constexpr std::array pythons = {
    Name{"DEBUG", Level::debug},     Name{"INFO", Level::info},
    Name{"WARNING", Level::warning}, Name{"WARN", Level::warning},
    Name{"ERROR", Level::error},     Name{"CRITICAL", Level::critical},
    Name{"FATAL", Level::critical},  Name{"NOTSET", Level::notset},
};

// The first of a level is the one that is told.
constexpr std::array syslogs = {
    Name{"debug", Level::debug},     Name{"info", Level::info},      Name{"notice", Level::info},
    Name{"warning", Level::warning}, Name{"err", Level::error},      Name{"crit", Level::critical},
    Name{"alert", Level::critical},  Name{"emerg", Level::critical},
};

template <std::size_t Size>
std::optional<Level> find(const std::array<Name, Size>& names, std::string_view name) {
  const auto found = std::ranges::find(names, name, &Name::first);
  return found == names.end() ? std::nullopt : std::optional(found->second);
}

}  // namespace

std::string_view level_name(Level level) {
  return runtime::word(level);
}

std::optional<Level> parse_level_name(std::string_view name) {
  return find(pythons, name);
}

// Everything is what debug is: syslog has no more.
std::string_view syslog_name(Level level) {
  const Level told = std::max(level, Level::debug);
  return std::ranges::find(syslogs, told, &Name::second)->first;
}

std::optional<Level> parse_syslog_name(std::string_view name) {
  return find(syslogs, name);
}

}  // namespace aio::runner

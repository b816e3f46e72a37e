// SPDX-License-Identifier: MIT
#pragma once

#include <aio/app.hpp>

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "daemon/runtime/history/snapshot.hpp"
#include "daemon/runtime/log/snapshot.hpp"
#include "daemon/runtime/snapshot.hpp"

namespace aio::runner {

enum class State { starting, running, degraded, stopping };

std::string word(State state);

/// How everything stands, as a copy for readers: what `aioctl status` shows.
struct Snapshot {
  State state = State::starting;
  std::uint64_t generation = 0;
  std::string config_file;  ///< empty: none
  std::chrono::system_clock::time_point since;
  std::vector<std::string> problems;        ///< why it is degraded, one a line
  runtime::StallSnapshot stall;             ///< the last one
  std::uint64_t log_lines_dropped = 0;      ///< by handlers of the log, also by those that went
  std::vector<std::string> runtime_values;  ///< SECTION:OPTION, set over what the files say
  std::optional<std::chrono::system_clock::time_point>
      revert_at;  ///< when a change is undone unless it is confirmed

  std::vector<runtime::ScheduleSnapshot> schedules;
  std::vector<runtime::ServerSnapshot> servers;
  std::vector<runtime::SignalSnapshot> signals;
  std::vector<ModuleInfo> modules;
  std::vector<runtime::LogHandlerSnapshot> log_handlers;
};

/// What is remembered of an item, the newest first.
struct ItemHistory {
  std::vector<runtime::RunSnapshot> runs;
  std::vector<runtime::LineSnapshot> lines;
};

/// "3 schedules, 2 servers (17 connections), 1 listener", as STATUS= and the log have it. Of
/// schedules, of which there may be very many, the number is enough.
std::string summary(const Snapshot& snapshot, std::size_t schedules);

/// What a change did: the generation that now runs, and an action and an item each.
struct Change {
  std::uint64_t generation = 0;
  std::vector<std::pair<std::string, std::string>> done;
};

}  // namespace aio::runner

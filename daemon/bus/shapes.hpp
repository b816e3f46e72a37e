// SPDX-License-Identifier: MIT
#pragma once

#include <aio/signals.hpp>

#include <chrono>
#include <cstdint>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include <sdbus-c++/Types.h>

#include "daemon/bus/calls.hpp"
#include "daemon/runner/item_choice.hpp"
#include "daemon/runner/lookup.hpp"
#include "daemon/runner/snapshot.hpp"
#include "dbus/value.hpp"

// The runner's values in the shapes that the interfaces give them. Pure.
namespace aio::bus {

std::vector<sdbus::Struct<std::string, std::string, std::string, std::uint64_t>> shape_of(
    const std::vector<Outcome>& outcomes);

std::vector<dbus::Value> shape_of(const runtime::RunOutcome& outcome);

std::vector<sdbus::Struct<std::string, std::string>> shape_of(
    const std::vector<std::pair<std::string, std::string>>& pairs);

/// Name, level set ("" for none), level that counts.
std::vector<sdbus::Struct<std::string, std::string, std::string>> shape_of(
    const std::vector<runtime::LoggerSnapshot>& loggers);

/// What is remembered of an item, whose name is none for the runner itself.
std::vector<Options> shape_of(const std::vector<runtime::RunSnapshot>& runs,
                              const std::optional<runner::ItemName>& item);
std::vector<Options> shape_of(const std::vector<runtime::LineSnapshot>& lines);

Options shape_of(const conf::Facts& facts);
std::vector<Options> shape_of(const std::vector<conf::Facts>& each);

std::vector<std::string> sendable(const std::vector<std::string>& texts);

std::uint64_t usec(std::chrono::nanoseconds span);
std::uint64_t usec(std::chrono::system_clock::time_point time);

/// The runner's own facts.
dbus::Properties properties_of(const runner::Snapshot& snapshot);

// An item's properties, but for its name: what its object has and what Status tells of it.
dbus::Properties properties_of(const runtime::ScheduleSnapshot& schedule);
dbus::Properties properties_of(const runtime::ServerSnapshot& server);
dbus::Properties properties_of(const runtime::SignalSnapshot& signal);
dbus::Properties properties_of(const ModuleInfo& module);

}  // namespace aio::bus

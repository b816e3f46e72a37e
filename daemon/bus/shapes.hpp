// SPDX-License-Identifier: MIT
#pragma once

#include <aio/signals.hpp>

#include <chrono>
#include <cstdint>
#include <string>
#include <utility>
#include <vector>

#include <sdbus-c++/Types.h>

#include "daemon/bus/calls.hpp"
#include "daemon/runner/snapshot.hpp"

// The runner's values in the shapes that the interfaces give them. Pure.
namespace aio::bus {

std::vector<sdbus::Struct<std::string, std::string, std::string, std::uint64_t>> shape_of(
    const std::vector<Outcome>& outcomes);

std::vector<sdbus::Struct<std::string, std::string>> shape_of(
    const std::vector<std::pair<std::string, std::string>>& pairs);

std::vector<std::string> sendable(const std::vector<std::string>& texts);

std::uint64_t usec(std::chrono::nanoseconds span);
std::uint64_t usec(std::chrono::system_clock::time_point time);

/// The runner's own facts.
Options properties_of(const runner::Snapshot& snapshot);

/// Every item with its properties: schedule/NAME, server/NAME, listener/SIGNAL, module/NAME.
std::vector<sdbus::Struct<std::string, Options>> items_of(const runner::Snapshot& snapshot);

}  // namespace aio::bus

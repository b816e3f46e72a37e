// SPDX-License-Identifier: MIT
#pragma once

#include <cstdint>
#include <map>
#include <string>
#include <tuple>
#include <utility>
#include <vector>

#include <sdbus-c++/Types.h>

#include "ctl/answers.hpp"
#include "dbus/rows.hpp"
#include "dbus/struct.hpp"

// From the shapes that the interfaces give to answers, to plain values. Pure.
namespace aio::ctl {

using WirePairs = std::vector<sdbus::Struct<std::string, std::string>>;
using WireOutcomes =
    std::vector<sdbus::Struct<std::string, std::string, std::string, std::uint64_t>>;
using WireLoggers = std::vector<sdbus::Struct<std::string, std::string, std::string>>;
using WireRecords = std::vector<std::map<std::string, sdbus::Variant>>;
using WireSections = std::vector<sdbus::Struct<std::string, WirePairs>>;

/// Adds a part of the status to what has come of it so far; the runner is as the last part has it.
/// What the next part is to be asked for with; empty: this was the last.
std::string take_part(Snapshot& snapshot, const dbus::Rows& part);
History history_of(const std::tuple<WireRecords, WireRecords>& history);
Where where_of(
    const std::tuple<std::map<std::string, sdbus::Variant>, WireRecords, WireRecords>& where);
std::vector<Properties> records_of(const WireRecords& records);
Properties properties_of(const std::map<std::string, sdbus::Variant>& facts);
std::vector<Outcome> outcomes_of(const WireOutcomes& outcomes);
std::vector<Logger> loggers_of(const WireLoggers& loggers);
Change change_of(const std::tuple<std::uint64_t, WirePairs>& change);
std::vector<std::pair<std::string, std::string>> pairs_of(const WirePairs& pairs);
std::vector<Section> sections_of(const WireSections& sections);

}  // namespace aio::ctl

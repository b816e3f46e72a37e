// SPDX-License-Identifier: MIT
#pragma once

#include <aio/log_record.hpp>

#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "daemon/plan/log_format.hpp"

namespace aio::host {

using JournalFields = std::vector<std::pair<std::string, std::string>>;

/// The entry of a record, each field as "NAME=value". `always` are the fields that every entry has.
/// Pure.
std::vector<std::string> journal_entry(const log::Record& record,
                                       const plan::LogFormat* format,
                                       const JournalFields& always);

/// The nearest name that journald takes: of A-Z0-9_, not beginning with _ or a digit, 64 at most.
/// Names that the entry itself has are put behind "FIELD_". Empty when nothing is left of it.
std::string journal_name(std::string_view name);

}  // namespace aio::host

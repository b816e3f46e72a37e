// SPDX-License-Identifier: MIT
#pragma once

#include <optional>
#include <string_view>

namespace aio::plan {

/// The number of a facility of syslog(3) by Python's names for it: "LOG_LOCAL0" or "local0". Pure.
std::optional<int> syslog_facility(std::string_view name);

}  // namespace aio::plan

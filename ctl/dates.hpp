// SPDX-License-Identifier: MIT
#pragma once

#include <cstdint>
#include <string>

#include "ctl/answers.hpp"

// Dates of microseconds since 1970 as systemd writes them, in the time zone of $TZ.
namespace aio::ctl {

std::string date(std::uint64_t usec);        ///< "Sat 2026-11-28 22:36:46 UTC"
std::string short_date(std::uint64_t usec);  ///< "Nov 28 22:36:46", as the journal has it

/// "Sat 2026-11-28 22:36:46 UTC; 5min 2s ago".
std::string date_and_age(std::uint64_t usec, Time now);

}  // namespace aio::ctl

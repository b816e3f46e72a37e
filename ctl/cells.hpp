// SPDX-License-Identifier: MIT
#pragma once

#include <chrono>
#include <cstdint>
#include <string>
#include <vector>

#include "ctl/answers.hpp"

// Properties as the words that a table or a line of the status has for them. Pure.
namespace aio::ctl {

std::uint64_t number(const Properties& properties, const char* name);
std::string digits(const Properties& properties, const char* name);
std::string grouped(std::uint64_t number);  ///< "100,000"
std::string word(const Properties& properties, const char* name);
std::string words(const Properties& properties, const char* name);  ///< of a list, between blanks
std::string span(const Properties& properties, const char* name);

/// How long ago a date of microseconds since 1970 is; what is in the future, by a clock that was
/// set back, is now.
std::string passed(std::uint64_t since_usec, Time now);

/// How long it is until then: "in 2s", or "now".
std::string until(std::uint64_t usec, Time now);

}  // namespace aio::ctl

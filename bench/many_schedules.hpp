// SPDX-License-Identifier: MIT
#pragma once

#include <cstddef>
#include <string>

namespace bench {

/// A configuration of so many schedules, written as people do: comments, values that [DEFAULT]
/// gives to all, references to other options and sections. Each of them is due once an hour.
std::string many_schedules(int count);

/// "schedule/NAME" of one of them.
std::string schedule_section(int number);

/// How many options its text has: what a reader has to tell of.
std::size_t options_written(int count);

/// Aim of the time for all of them, beside five times that of a fifth. Caches and n log n may cost
/// something; what grows with the square would come to 5.
inline constexpr double growth_aim = 1.5;

}  // namespace bench

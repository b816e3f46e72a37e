// SPDX-License-Identifier: MIT
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

#include "ctl/screen.hpp"

// Text by the columns that a terminal has for it: two for a wide character, none for an accent that
// stands by itself. Pure.
namespace aio::ctl {

std::size_t columns_of(std::string_view text);

/// What fits into so many columns; what does not ends in an ellipsis.
std::string cut(std::string_view text, std::size_t columns, const Screen& screen);

/// Lines of so many columns at most, broken at blanks, or where a word alone is longer than a line.
std::vector<std::string> wrapped(std::string_view text, std::size_t columns);

}  // namespace aio::ctl

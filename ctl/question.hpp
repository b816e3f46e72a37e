// SPDX-License-Identifier: MIT
#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace aio::ctl {

/// Whether somebody is there to be asked: standard input and standard error are a terminal.
bool can_ask();

/// Asks until one of the letters is the answer; nothing but a line end is `usual`, if there is one.
/// Nothing: ^C, or the end of the input.
std::optional<char> ask(const std::string& question,
                        std::string_view letters,
                        std::optional<char> usual);

}  // namespace aio::ctl

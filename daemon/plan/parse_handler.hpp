// SPDX-License-Identifier: MIT
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace aio::plan {

/// What the user wrote where a handler belongs: `module.function`, or `exec:PROGRAM ARGS`. Exactly
/// one of the three is there.
struct HandlerText {
  std::string dotted{};
  std::vector<std::string> program{};  ///< its words, the program's name first
  std::string mistake{};               ///< in words, for a Problem
};

/// Whether this names a program, well or badly.
bool names_program(std::string_view handler);

/// The one place that reads a handler's text. Pure: whether module or program exist is the
/// business of others. A program's words are split as a shell does it, by blanks, quotes and
/// backslashes, and no further: nothing is expanded, and `|`, `>` or `$` are words like others.
HandlerText parse_handler(std::string_view text);

}  // namespace aio::plan

// SPDX-License-Identifier: MIT
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

// What words of the command line mean as text. Pure.
namespace aio::ctl {

bool is_utf8(std::string_view text);

/// The words of a text, parted by blanks: how variables that name a program are read.
std::vector<std::string> words_of(const std::string& text);

/// VALUE as it is meant: `\n` is a line end and `\\` a backslash, any other backslash stays.
std::string unescaped(std::string_view value);

/// SECTION:OPTION, or SECTION alone.
struct OptionName {
  std::string section;
  std::optional<std::string> option{};

  bool operator==(const OptionName&) const = default;
};

/// Splits at the last colon: a section's name may have some, an option's has none.
OptionName parse_option_name(std::string_view word);

/// One line that a terminal shows as it is: control characters, and bytes that are no text, become
/// \n, \t or \xNN, and what turns the direction of writing \uNNNN.
std::string visible(std::string_view text);

}  // namespace aio::ctl

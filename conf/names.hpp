// SPDX-License-Identifier: MIT
#pragma once

#include <cstddef>
#include <optional>
#include <span>
#include <string>
#include <string_view>

namespace aio::conf {

/// Lower-cases UTF-8 text as Python's str.lower() does. Option names and signal names are compared
/// by it. Text that is no UTF-8 comes back as it is.
std::string fold(std::string_view text);

/// Python's str.isspace() of one character.
bool is_space(char32_t character);

/// Python's str.strip(), and its right half alone. The result is a part of `text`.
std::string_view strip(std::string_view text);
std::string_view right_strip(std::string_view text);

/// As many whole characters of UTF-8 text as `most` bytes have room for.
std::string_view begin_of(std::string_view text, std::size_t most);

/// Of ASCII, whatever the locale is.
bool is_letter_or_digit(char c);

/// How many bytes to insert, remove or replace to make one word of the other; limit + 1 if more
/// than `limit`.
std::size_t edit_distance(std::string_view one, std::string_view other, std::size_t limit);

/// The known name that the user may have meant: the nearest within two edits (one for short words),
/// the first of equals.
std::optional<std::string> nearest(std::string_view word, std::span<const std::string> known);

/// The same where a name may have been written in another case, which is then the one meant.
std::optional<std::string> nearest_in_any_case(std::string_view word,
                                               std::span<const std::string> known);

}  // namespace aio::conf

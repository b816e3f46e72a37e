// SPDX-License-Identifier: MIT
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "conf/spot.hpp"

// Lossless edits of a configuration's text, line by line. Pure; the text is valid and free of
// mistakes. Document checks what comes out before it takes it.
namespace aio::conf {

/// Why no file can hold this option with this value; nullopt when one can.
std::optional<std::string> unwritable(std::string_view section,
                                      std::string_view option,
                                      std::string_view value);

/// The text with the option's value replaced, or with the option as the last one of its section, or
/// with a new section at the end. Comments within the old value stay as lines, its blank lines go.
/// `spot` is where find_spot() has found it.
std::string with_option(std::string_view text,
                        const Spot& spot,
                        std::string_view section,
                        std::string_view option,
                        std::string_view value);

/// The text without the option; comments within its value stay.
std::string without_option(std::string_view text, const Spot& spot);

}  // namespace aio::conf

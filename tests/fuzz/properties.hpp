// SPDX-License-Identifier: MIT
#pragma once

#include <string_view>

/// What holds of any bytes at all: libFuzzer tries it on bytes of its own (`make fuzz`), and
/// `make test` on those that it once failed on (corpus/).
namespace aio::fuzz {

/// Text -> Config -> dump -> the same Config. Sources are parted by bytes FF, which no text has.
/// Throws std::logic_error when that does not hold.
void read(std::string_view input);

/// A text, then edits, parted by bytes FF: each SECTION FE OPTION FE VALUE is set, each
/// SECTION FE OPTION unset. What is set is read back as it was given, no other option changes, and
/// no byte outside of the option's own lines. Throws std::logic_error when that does not hold.
void edits(std::string_view input);

}  // namespace aio::fuzz

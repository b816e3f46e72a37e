// SPDX-License-Identifier: MIT
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <utility>
#include <variant>
#include <vector>

#include "conf/where.hpp"

// What is known of keys and values, in the words that the bus and `aioctl --json` have for it. Pure.
namespace aio::conf {

using Fact = std::variant<bool, std::uint64_t, std::string>;
using Facts = std::vector<std::pair<std::string, Fact>>;

inline Fact fact_of(std::string_view text) {
  return std::string(text);
}

/// Of an option: its value, or the mistake in it, and what the key table says of it; then of each
/// value that it was given, and of each reference that was followed.
struct WhereFacts {
  static constexpr std::size_t most_of_a_text = 1 << 16;  ///< bytes; NAME_bytes has what it had
  static constexpr std::size_t most_origins = 100;

  Facts of;
  std::vector<Facts> origins;
  std::vector<Facts> steps;
};
WhereFacts facts_of(const Where& where);

}  // namespace aio::conf

// SPDX-License-Identifier: MIT
#pragma once

#include <cstdint>
#include <string>
#include <utility>
#include <variant>
#include <vector>

#include "conf/where.hpp"

// What is known of keys and values, in the words that the bus and `aioctl --json` have for it. Pure.
namespace aio::conf {

using Fact = std::variant<bool, std::uint64_t, std::string>;
using Facts = std::vector<std::pair<std::string, Fact>>;

/// Of an option: its value, or the mistake in it, and what the key table says of it.
Facts facts_of(const Where& where);

/// Of the values that it was given, and of the references that were followed.
Facts facts_of(const Origin& origin);
Facts facts_of(const Where::Followed& step);

}  // namespace aio::conf

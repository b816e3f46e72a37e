// SPDX-License-Identifier: MIT
#pragma once

#include <optional>
#include <span>
#include <string>
#include <string_view>

namespace aio::modules {

std::string in_quotes(std::string_view text);

/// "a, b, c"; "nothing" of none.
std::string listed(std::span<const std::string> names);

/// The name that was likely meant: the one with the fewest letters to change, if these are at most
/// half of them, and three at most.
std::optional<std::string> nearest(std::string_view name, std::span<const std::string> names);

}  // namespace aio::modules

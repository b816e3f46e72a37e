// SPDX-License-Identifier: MIT
#pragma once

#include <span>
#include <string>
#include <string_view>

namespace aio::modules {

std::string in_quotes(std::string_view text);

/// "a, b, c"; "nothing" of none.
std::string listed(std::span<const std::string> names);

}  // namespace aio::modules

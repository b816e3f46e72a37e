// SPDX-License-Identifier: MIT
#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace aio::ctl {

/// Why a module cannot be called this, in words that follow its name; nullopt: it can. Pure.
std::optional<std::string> objection_to_module_name(std::string_view name);

/// The same for a module that gets a CMakeLists.txt: CMake keeps some names for itself.
std::optional<std::string> objection_to_new_name(std::string_view name);

}  // namespace aio::ctl

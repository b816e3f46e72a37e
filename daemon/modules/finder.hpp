// SPDX-License-Identifier: MIT
#pragma once

#include <filesystem>
#include <optional>
#include <span>
#include <string_view>

namespace aio::modules {

/// Where the module `a.b` lies: the first of DIR/a.b/a.b.so and DIR/a.b.so that exists, folder by
/// folder. Nothing too for a name that is none, such as a path in disguise.
std::optional<std::filesystem::path> find_module(
    std::string_view name, std::span<const std::filesystem::path> module_path);

}  // namespace aio::modules

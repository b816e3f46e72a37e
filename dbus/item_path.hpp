// SPDX-License-Identifier: MIT
#pragma once

#include <optional>
#include <string>

namespace aio::dbus {

/// Where the item of this name is, below one of the folders of names.hpp:
/// /org/aio/Runner1/schedule/a_2fb for the schedule a/b. Any name is one of a path's.
std::string item_path(const char* folder, const std::string& name);

/// The name that has this path; nullopt for a path that no name has.
std::optional<std::string> item_at(const char* folder, const char* path);

}  // namespace aio::dbus

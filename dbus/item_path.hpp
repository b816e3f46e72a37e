// SPDX-License-Identifier: MIT
#pragma once

#include <string>

namespace aio::dbus {

/// Where the item of this name is, below one of the folders of names.hpp:
/// /org/aio/Runner1/schedule/a_2fb for the schedule a/b. Any name is one of a path's.
std::string item_path(const char* folder, const std::string& name);

}  // namespace aio::dbus

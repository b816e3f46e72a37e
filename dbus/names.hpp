// SPDX-License-Identifier: MIT
#pragma once

// Every name that the bus knows us by, in one place. The members of the interfaces stand in xml/.
namespace aio::dbus {

inline constexpr const char* bus_name = "org.aio.Runner1";
inline constexpr const char* root_path = "/org/aio/Runner1";

inline constexpr const char* manager_interface = "org.aio.Runner1.Manager";
inline constexpr const char* config_interface = "org.aio.Runner1.Config";

}  // namespace aio::dbus

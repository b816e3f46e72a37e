// SPDX-License-Identifier: MIT
#pragma once

// Every name that the bus knows us by, in one place. The members of the interfaces stand in xml/.
namespace aio::dbus {

inline constexpr const char* bus_name = "org.aio.Runner1";
inline constexpr const char* root_path = "/org/aio/Runner1";

/// The items' folders below the root: /org/aio/Runner1/schedule/NAME.
inline constexpr const char* schedule_path = "/org/aio/Runner1/schedule";
inline constexpr const char* server_path = "/org/aio/Runner1/server";
inline constexpr const char* listener_path = "/org/aio/Runner1/listener";
inline constexpr const char* module_path = "/org/aio/Runner1/module";

inline constexpr const char* manager_interface = "org.aio.Runner1.Manager";
inline constexpr const char* config_interface = "org.aio.Runner1.Config";
inline constexpr const char* schedule_interface = "org.aio.Runner1.Schedule";
inline constexpr const char* server_interface = "org.aio.Runner1.Server";
inline constexpr const char* listener_interface = "org.aio.Runner1.Listener";
inline constexpr const char* module_interface = "org.aio.Runner1.Module";

// systemd's own, at its fixed path.
inline constexpr const char* log_control_interface = "org.freedesktop.LogControl1";
inline constexpr const char* log_control_path = "/org/freedesktop/LogControl1";

}  // namespace aio::dbus

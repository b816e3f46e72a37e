// SPDX-License-Identifier: MIT
#include "ctl/exit_status.hpp"

#include <string>

#include <sdbus-c++/Error.h>

#include "dbus/errors.hpp"

namespace aio::ctl {
namespace {

// Nobody was there to take the call: nothing has been done.
constexpr std::string_view absences[] = {
    "org.freedesktop.DBus.Error.NameHasNoOwner",
    "org.freedesktop.DBus.Error.ServiceUnknown",
};

// What was named is not one of the daemon's objects.
constexpr std::string_view no_object = "org.freedesktop.DBus.Error.UnknownObject";

constexpr std::string_view failed_start = "org.freedesktop.DBus.Error.Spawn.";

}  // namespace

Exit exit_of(Fault fault) {
  switch (fault) {
    case Fault::failed:
      return Exit::failed;
    case Fault::not_found:
      return Exit::not_found;
    case Fault::refused:
      return Exit::failed;
    case Fault::broken_config:
      return Exit::bad_config;
    case Fault::broken_module:
      return Exit::bad_config;
    case Fault::not_permitted:
      return Exit::not_permitted;
    case Fault::too_large:
      return Exit::failed;
  }
  return Exit::failed;  // a value that is no Fault
}

Exit exit_of(const std::error_code& code) {
  const bool denied =
      code == std::errc::permission_denied || code == std::errc::operation_not_permitted;
  return denied ? Exit::not_permitted : Exit::failed;
}

Exit exit_of_bus_error(std::string_view name) {
  for (const std::string_view absence : absences)
    if (name == absence) return Exit::no_daemon;
  if (name.starts_with(failed_start)) return Exit::no_daemon;
  if (name == no_object) return Exit::not_found;
  return exit_of(dbus::from_dbus(sdbus::Error(std::string(name))).fault());
}

}  // namespace aio::ctl

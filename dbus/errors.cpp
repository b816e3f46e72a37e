// SPDX-License-Identifier: MIT
#include "dbus/errors.hpp"

#include "dbus/utf8.hpp"

namespace aio::dbus {
namespace {

constexpr Fault every_fault[] = {Fault::failed,        Fault::not_found,     Fault::refused,
                                 Fault::broken_config, Fault::broken_module, Fault::not_permitted,
                                 Fault::too_large};

// Names of the bus and of libsystemd that say the same as ours.
constexpr const char* denials[] = {
    "org.freedesktop.DBus.Error.AuthFailed",
    "org.freedesktop.DBus.Error.InteractiveAuthorizationRequired",
    "System.Error.EACCES",
    "System.Error.EPERM",
};

}  // namespace

const char* error_name(Fault fault) {
  switch (fault) {
    case Fault::failed:
      return "org.aio.Runner1.Error.Failed";
    case Fault::not_found:
      return "org.aio.Runner1.Error.NotFound";
    case Fault::refused:
      return "org.aio.Runner1.Error.Refused";
    case Fault::broken_config:
      return "org.aio.Runner1.Error.BadConfig";
    case Fault::broken_module:
      return "org.aio.Runner1.Error.BadModule";
    case Fault::not_permitted:
      return "org.freedesktop.DBus.Error.AccessDenied";
    case Fault::too_large:
      return "org.aio.Runner1.Error.LimitsExceeded";
  }
  return "org.aio.Runner1.Error.Failed";  // a value that is no Fault
}

sdbus::Error to_dbus(const Error& error) {
  return sdbus::Error(error_name(error.fault()), sendable(error.what()));
}

sdbus::Error to_dbus(std::exception_ptr error) {
  try {
    std::rethrow_exception(std::move(error));
  } catch (const sdbus::Error& named) {
    return named;
  } catch (const Error& ours) {
    return to_dbus(ours);
  } catch (const std::exception& other) {
    return to_dbus(Error(Fault::failed, other.what()));
  } catch (...) {
    return to_dbus(Error(Fault::failed, "an exception of unknown type"));
  }
}

Error from_dbus(const sdbus::Error& error) {
  for (const Fault fault : every_fault)
    if (error.getName() == error_name(fault)) return Error(fault, error.getMessage());
  for (const char* const denial : denials)
    if (error.getName() == denial) return Error(Fault::not_permitted, error.getMessage());
  return Error(Fault::failed, error.getMessage());
}

}  // namespace aio::dbus

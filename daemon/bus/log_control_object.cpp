// SPDX-License-Identifier: MIT
#include "daemon/bus/log_control_object.hpp"

#include <utility>

#include "daemon/bus/calls.hpp"
#include "daemon/runner/log_levels.hpp"
#include "dbus/names.hpp"

namespace aio::bus {

LogControlObject::LogControlObject(sdbus::IConnection& connection,
                                   runner::Runner& runner,
                                   std::string target)
    : AdaptorInterfaces(connection, dbus::log_control_path),
      runner_(runner),
      target_(std::move(target)) {
  registerAdaptor();
}

LogControlObject::~LogControlObject() {
  unregisterAdaptor();
}

std::string LogControlObject::LogLevel() {
  return answered(
      [&] { return std::string(runner::syslog_name(runner_.loggers().at(0).effective)); });
}

void LogControlObject::LogLevel(const std::string& value) {
  answered([&] {
    const auto level = runner::parse_syslog_name(value);
    if (!level)
      throw sdbus::Error("org.freedesktop.DBus.Error.InvalidArgs",
                         "'" + value +
                             "' is no level: debug, info, notice, warning, err, crit, "
                             "alert or emerg");
    runner_.log_level("root", level);
  });
}

}  // namespace aio::bus

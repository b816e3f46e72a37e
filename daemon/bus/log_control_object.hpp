// SPDX-License-Identifier: MIT
#pragma once

#include <string>

#include <sdbus-c++/AdaptorInterfaces.h>

#include "daemon/runner/runner.hpp"
#include "dbus/glue/logcontrol1_adaptor.hpp"

namespace aio::bus {

/// org.freedesktop.LogControl1, for `systemctl service-log-level`: translation between systemd's
/// words and the root logger's level, and nothing else. Lives as long as it is on the bus; the
/// runner outlives it.
class LogControlObject final
    : public sdbus::AdaptorInterfaces<org::freedesktop::LogControl1_adaptor> {
 public:
  LogControlObject(sdbus::IConnection& connection, runner::Runner& runner, std::string target);
  ~LogControlObject();

 private:
  std::string LogLevel() override;
  void LogLevel(const std::string& value) override;
  std::string LogTarget() override { return target_; }
  std::string SyslogIdentifier() override { return "aiod"; }

  runner::Runner& runner_;
  const std::string target_;
};

}  // namespace aio::bus

// SPDX-License-Identifier: MIT
#pragma once

#include <string>

#include "daemon/runtime/log/output.hpp"

namespace aio::runtime {

/// Messages for a syslog daemon, as Python's SysLogHandler sends them: "<14>text" and a NUL, in a
/// datagram or on a stream. Connected at the first line, and again when that is lost. Without a
/// format a message has the text alone.
class SyslogOutput final : public LogOutput {
 public:
  explicit SyslogOutput(plan::SyslogTarget target) : target_(std::move(target)) {}
  ~SyslogOutput() override;
  SyslogOutput(const SyslogOutput&) = delete;
  SyslogOutput& operator=(const SyslogOutput&) = delete;

  std::error_code write(const log::Record& record, const plan::LogFormat* format) noexcept override;
  std::error_code reopen() noexcept override;

 private:
  std::error_code connect_now() noexcept;
  std::error_code connect_unix(int kind) noexcept;
  std::error_code connect_inet() noexcept;
  std::error_code put(const std::string& message) noexcept;
  void disconnect() noexcept;

  const plan::SyslogTarget target_;
  int fd_ = -1;
};

}  // namespace aio::runtime

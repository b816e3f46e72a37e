// SPDX-License-Identifier: MIT
#pragma once

#include <aio/log_record.hpp>

#include <functional>
#include <memory>
#include <string>
#include <string_view>
#include <system_error>

#include "daemon/plan/log_spec.hpp"

namespace aio::runtime {

/// Where the lines of one handler end up. Owned by a LogChannel, whose writer thread alone calls
/// it, and which may block in it.
class LogOutput {
 public:
  virtual ~LogOutput() = default;

  /// Without a format the output writes as it does by itself. An error says that the line is lost.
  virtual std::error_code write(const log::Record& record,
                                const plan::LogFormat* format) noexcept = 0;

  /// Comes whenever a configuration with it has become the running one, before its lines.
  virtual void begin() noexcept {}

  /// Opens anew what somebody else may have moved away. An error leaves it as it was.
  virtual std::error_code reopen() noexcept { return {}; }
};

/// Opens what a handler writes to; throws std::system_error when that cannot be. May block.
using MakeOutput = std::function<std::unique_ptr<LogOutput>(const plan::HandlerSpec&)>;

}  // namespace aio::runtime

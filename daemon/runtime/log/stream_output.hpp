// SPDX-License-Identifier: MIT
#pragma once

#include <string>

#include "daemon/runtime/log/output.hpp"

namespace aio::runtime {

/// Lines on a stream that the process was started with, which it does not own. On a terminal lines
/// have the colour of their level, and no control characters of anybody else.
class StreamOutput final : public LogOutput {
 public:
  explicit StreamOutput(int fd);
  StreamOutput(int fd, bool terminal, bool colour)
      : fd_(fd), terminal_(terminal), colour_(colour) {}

  std::error_code write(const log::Record& record, const plan::LogFormat* format) noexcept override;

 private:
  std::string text_of(const log::Record& record, const plan::LogFormat* format) const;

  const int fd_;
  const bool terminal_;
  const bool colour_;
};

/// $SYSTEMD_COLORS says it, else $NO_COLOR (no-color.org), else whether this is a terminal that
/// can.
bool wants_colour(bool terminal);

}  // namespace aio::runtime

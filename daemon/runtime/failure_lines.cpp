// SPDX-License-Identifier: MIT
#include "daemon/runtime/failure_lines.hpp"

#include <aio/log.hpp>

#include <chrono>
#include <utility>

#include "daemon/runtime/log/log_event.hpp"

namespace aio::runtime {

FailureLines::FailureLines(Loop& loop, std::string who) noexcept
    : who_(std::move(who)), minute_(loop, *this, &FailureLines::end_minute) {}

FailureLines::~FailureLines() {
  end_minute();
}

void FailureLines::tell(const std::string& what, const char* holds) {
  if (!minute_.armed()) minute_.start(std::chrono::minutes(1));
  if (++count_ <= most_a_minute)
    return log_event(log::Level::error, LogEvent::run_failed, "{}: {}{}", who_, what, holds);
  last_ = what;
}

void FailureLines::end_minute() {
  const std::uint64_t count = std::exchange(count_, 0);
  if (count <= most_a_minute) return;
  log_event(log::Level::error, LogEvent::run_failed,
            "{}: failed {} more times within a minute, the last time: {}", who_,
            count - most_a_minute, last_);
}

}  // namespace aio::runtime

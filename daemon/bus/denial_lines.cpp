// SPDX-License-Identifier: MIT
#include "daemon/bus/denial_lines.hpp"

#include <aio/log.hpp>

#include <chrono>
#include <utility>

#include "daemon/runtime/log/log_event.hpp"

namespace aio::bus {
namespace {

using runtime::event_id;
using runtime::log_event;
using runtime::LogEvent;

const log::Logger our_log("aio");

constexpr auto others = static_cast<uid_t>(-1);  // no user has it: chown(2)

}  // namespace

DenialLines::DenialLines(runtime::EventLoop& loop) noexcept
    : minute_(loop, *this, &DenialLines::end_minute) {}

DenialLines::~DenialLines() {
  end_minute();
}

void DenialLines::tell(uid_t user, const std::string& caller, const std::string& why) {
  if (!minute_.armed()) minute_.start(std::chrono::minutes(1));
  const bool told_apart = users_.contains(user) || users_.size() < most_users;
  Denied& denied = users_[told_apart ? user : others];
  if (++denied.count > most_a_minute) {
    denied.last = why;
    return;
  }
  our_log.warning({event_id(LogEvent::denied), {"AIO_CALLER_UID", user}, {"AIO_CALLER", caller}},
                  "denied to user {} ({}): {}", user, caller, why);
}

void DenialLines::end_minute() {
  for (const auto& [user, denied] : std::exchange(users_, {})) {
    if (denied.count <= most_a_minute) continue;
    const std::uint64_t more = denied.count - most_a_minute;
    if (user == others)
      log_event(log::Level::warning, LogEvent::denied,
                "denied to other users {} more times within a minute, the last time: {}", more,
                denied.last);
    else
      our_log.warning({event_id(LogEvent::denied), {"AIO_CALLER_UID", user}},
                      "denied to user {} {} more times within a minute, the last time: {}", user,
                      more, denied.last);
  }
}

}  // namespace aio::bus

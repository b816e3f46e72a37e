// SPDX-License-Identifier: MIT
#include "daemon/plan/syslog_facility.hpp"

#include <algorithm>
#include <array>

namespace aio::plan {
namespace {

struct Facility {
  std::string_view constant;
  std::string_view word;
};

// In the order of their numbers.
constexpr std::array facilities = {
    Facility{"LOG_KERN", "kern"},         Facility{"LOG_USER", "user"},
    Facility{"LOG_MAIL", "mail"},         Facility{"LOG_DAEMON", "daemon"},
    Facility{"LOG_AUTH", "auth"},         Facility{"LOG_SYSLOG", "syslog"},
    Facility{"LOG_LPR", "lpr"},           Facility{"LOG_NEWS", "news"},
    Facility{"LOG_UUCP", "uucp"},         Facility{"LOG_CRON", "cron"},
    Facility{"LOG_AUTHPRIV", "authpriv"}, Facility{"LOG_FTP", "ftp"},
    Facility{"LOG_NTP", "ntp"},           Facility{"LOG_SECURITY", "security"},
    Facility{"LOG_CONSOLE", "console"},   Facility{"LOG_SOLCRON", "solaris-cron"},
    Facility{"LOG_LOCAL0", "local0"},     Facility{"LOG_LOCAL1", "local1"},
    Facility{"LOG_LOCAL2", "local2"},     Facility{"LOG_LOCAL3", "local3"},
    Facility{"LOG_LOCAL4", "local4"},     Facility{"LOG_LOCAL5", "local5"},
    Facility{"LOG_LOCAL6", "local6"},     Facility{"LOG_LOCAL7", "local7"},
};

}  // namespace

std::optional<int> syslog_facility(std::string_view name) {
  const auto found = std::ranges::find_if(
      facilities, [&](const Facility& each) { return each.constant == name || each.word == name; });
  if (found == facilities.end()) return std::nullopt;
  return static_cast<int>(found - facilities.begin());
}

}  // namespace aio::plan

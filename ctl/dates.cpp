// SPDX-License-Identifier: MIT
#include "ctl/dates.hpp"

#include <array>
#include <ctime>

#include "ctl/cells.hpp"

namespace aio::ctl {
namespace {

// The locale is never set, so days and months are English.
std::string formatted(std::uint64_t usec, const char* format) {
  const auto seconds = static_cast<std::time_t>(usec / 1'000'000);
  std::tm parts{};
  std::array<char, 64> text{};
  if (::localtime_r(&seconds, &parts) == nullptr) return "-";  // the year has no room
  return {text.data(), std::strftime(text.data(), text.size(), format, &parts)};
}

}  // namespace

std::string date(std::uint64_t usec) {
  return formatted(usec, "%a %Y-%m-%d %H:%M:%S %Z");
}

std::string short_date(std::uint64_t usec) {
  return formatted(usec, "%b %d %H:%M:%S");
}

std::string date_and_age(std::uint64_t usec, Time now) {
  return date(usec) + "; " + passed(usec, now) + " ago";
}

}  // namespace aio::ctl

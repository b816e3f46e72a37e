// SPDX-License-Identifier: MIT
#include "daemon/runtime/schedules/span_text.hpp"

#include <array>

namespace aio::runtime {
namespace {

struct Unit {
  std::chrono::nanoseconds size;
  const char* name;
};

constexpr std::array units{
    Unit{std::chrono::hours(24), "d"},        Unit{std::chrono::hours(1), "h"},
    Unit{std::chrono::minutes(1), "min"},     Unit{std::chrono::seconds(1), "s"},
    Unit{std::chrono::milliseconds(1), "ms"}, Unit{std::chrono::microseconds(1), "us"}};

}  // namespace

std::string text_of(std::chrono::nanoseconds span) {
  for (const Unit& unit : units)
    if (span.count() != 0 && span % unit.size == std::chrono::nanoseconds(0))
      return std::to_string(span / unit.size) + unit.name;
  return span.count() == 0 ? "0s" : std::to_string(span.count()) + "ns";
}

}  // namespace aio::runtime

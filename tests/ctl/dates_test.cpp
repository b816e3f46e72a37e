// SPDX-License-Identifier: MIT
#include "ctl/dates.hpp"

#include <limits>

#include <gtest/gtest.h>

#include "tests/ctl/utc.hpp"

namespace aio::ctl {
namespace {

constexpr std::uint64_t usec = 1795905406'123456;

TEST(Dates, AreWrittenAsSystemdDoes) {
  test::use_utc();
  EXPECT_EQ(date(usec), "Sat 2026-11-28 22:36:46 UTC");
  EXPECT_EQ(short_date(usec), "Nov 28 22:36:46");
  EXPECT_EQ(date_and_age(usec, Time(std::chrono::seconds(1795905406 + 302))),
            "Sat 2026-11-28 22:36:46 UTC; 5min 1s ago");
}

TEST(Dates, AreThoseOfTheTimeZone) {
  ::setenv("TZ", "XYZ-2", 1);
  ::tzset();
  EXPECT_EQ(date(usec), "Sun 2026-11-29 00:36:46 XYZ");
  test::use_utc();
}

TEST(Dates, StandOneThatNoCalendarHas) {
  test::use_utc();
  EXPECT_EQ(date(0), "Thu 1970-01-01 00:00:00 UTC");
  EXPECT_FALSE(date(std::numeric_limits<std::uint64_t>::max()).empty());
}

}  // namespace
}  // namespace aio::ctl

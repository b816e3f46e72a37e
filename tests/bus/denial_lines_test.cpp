// SPDX-License-Identifier: MIT
#include "daemon/bus/denial_lines.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <chrono>
#include <optional>

#include "daemon/runtime/loop/event_loop.hpp"
#include "tests/runtime/test_app.hpp"

namespace aio::bus {
namespace {

using namespace std::chrono_literals;
using testing::ElementsAre;

class DenialLinesTest : public testing::Test {
 protected:
  void deny(uid_t user, int times) {
    for (int i = 0; i < times; ++i) lines->tell(user, ":1.7", "no " + std::to_string(i));
  }

  runtime::ManualClock clock;
  runtime::EventLoop loop{clock};
  runtime::LogCapture log;
  std::optional<DenialLines> lines{std::in_place, loop};
};

TEST_F(DenialLinesTest, EachIsToldWithTheUserAndTheCaller) {
  deny(1000, 2);
  loop.run_for(2min);
  EXPECT_THAT(log.lines(), ElementsAre("WARNING denied to user 1000 (:1.7): no 0",
                                       "WARNING denied to user 1000 (:1.7): no 1"));
}

TEST_F(DenialLinesTest, WhoIsDeniedOftenHidesNobodyElse) {
  deny(1000, 500);
  deny(1001, 1);
  EXPECT_EQ(log.lines().size(), 11U);
  EXPECT_EQ(log.lines().back(), "WARNING denied to user 1001 (:1.7): no 0");
  loop.run_for(1min);
  EXPECT_EQ(log.lines().size(), 12U);
  EXPECT_EQ(log.lines().back(),
            "WARNING denied to user 1000 490 more times within a minute, the last time: no 499");
  deny(1000, 1);
  EXPECT_EQ(log.lines().back(), "WARNING denied to user 1000 (:1.7): no 0") << "a new minute";
}

TEST_F(DenialLinesTest, ManyUsersAreToldTogether) {
  for (uid_t user = 0; user < 164; ++user) deny(user, 1);
  EXPECT_EQ(log.lines().size(), 74U) << "64 of their own, and ten of the others";
  lines.reset();
  EXPECT_EQ(log.lines().back(),
            "WARNING denied to other users 90 more times within a minute, the last time: no 0");
}

}  // namespace
}  // namespace aio::bus

// SPDX-License-Identifier: MIT
#include "daemon/runtime/failure_lines.hpp"

#include <gmock/gmock.h>

#include <chrono>
#include <optional>

#include "daemon/runtime/loop/event_loop.hpp"
#include "tests/runtime/test_app.hpp"

namespace aio::runtime {
namespace {

using namespace std::chrono_literals;
using testing::ElementsAre;

class FailureLinesTest : public testing::Test {
 protected:
  void fail(int times) {
    for (int i = 0; i < times; ++i) lines->tell("bad " + std::to_string(i), ", kept running");
  }

  ManualClock clock;
  EventLoop loop{clock};
  LogCapture log;
  std::optional<FailureLines> lines{std::in_place, loop, "schedule 'a'"};
};

TEST_F(FailureLinesTest, TheFirstOfAMinuteAreToldAtOnce) {
  fail(10);
  EXPECT_EQ(log.lines().size(), 10U);
  EXPECT_EQ(log.lines().front(), "ERROR schedule 'a': bad 0, kept running");
  loop.run_for(2min);
  EXPECT_EQ(log.lines().size(), 10U) << "nothing was held back";
}

TEST_F(FailureLinesTest, WhatIsHeldBackIsToldAtTheEndOfTheMinute) {
  fail(1000);
  EXPECT_EQ(log.lines().size(), 10U);
  loop.run_for(1min);
  EXPECT_EQ(log.lines().size(), 11U);
  EXPECT_EQ(log.lines().back(),
            "ERROR schedule 'a': failed 990 more times within a minute, the last time: bad 999");
  fail(1);
  EXPECT_EQ(log.lines().back(), "ERROR schedule 'a': bad 0, kept running") << "a new minute";
}

TEST_F(FailureLinesTest, WhatIsHeldBackIsToldWhenTheItemGoes) {
  fail(12);
  lines.reset();
  EXPECT_EQ(log.lines().back(),
            "ERROR schedule 'a': failed 2 more times within a minute, the last time: bad 11");
}

}  // namespace
}  // namespace aio::runtime

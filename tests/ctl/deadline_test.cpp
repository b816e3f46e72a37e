// SPDX-License-Identifier: MIT
#include "ctl/deadline.hpp"

#include <gtest/gtest.h>

namespace aio::ctl {
namespace {

using namespace std::chrono_literals;

TEST(Deadline, NeverPassesWithoutATimeout) {
  const Deadline deadline(std::nullopt);
  EXPECT_FALSE(deadline.has_passed());
  EXPECT_EQ(deadline.left(), std::nullopt);
}

TEST(Deadline, HasPassedAtOnceWithNoTimeLeft) {
  const Deadline deadline(0us);
  EXPECT_TRUE(deadline.has_passed());
  EXPECT_EQ(deadline.left(), 0us);
}

TEST(Deadline, CountsDown) {
  const Deadline deadline(1h);
  EXPECT_FALSE(deadline.has_passed());
  EXPECT_LE(*deadline.left(), 1h);
  EXPECT_GT(*deadline.left(), 59min);
}

TEST(Deadline, TakesMoreThanTheClockCanCountForNoLimit) {
  const Deadline deadline(std::chrono::microseconds::max());
  EXPECT_FALSE(deadline.has_passed());
  EXPECT_EQ(deadline.left(), std::nullopt);
}

}  // namespace
}  // namespace aio::ctl

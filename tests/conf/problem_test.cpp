// SPDX-License-Identifier: MIT
#include "conf/problem.hpp"

#include <gmock/gmock.h>

namespace aio::conf {
namespace {

TEST(Problem, IsShownWithFileAndLine) {
  EXPECT_EQ(rendered(Problem{{"aio.conf", 12}, "what is wrong"}), "aio.conf:12: what is wrong");
}

TEST(Problem, OfAWholeFileIsShownWithoutALine) {
  EXPECT_EQ(rendered(Problem{{"aio.conf", 0}, "Permission denied"}), "aio.conf: Permission denied");
}

TEST(Problem, SeveralAreShownOneALine) {
  EXPECT_EQ(rendered(Problems{{{"a", 1}, "x"}, {{"b", 2}, "y"}}), "a:1: x\nb:2: y");
  EXPECT_EQ(rendered(Problems{}), "");
}

}  // namespace
}  // namespace aio::conf

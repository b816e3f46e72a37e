// SPDX-License-Identifier: MIT
#include "conf/problem.hpp"

#include <string>

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

TEST(Problem, ShowsWhatTheUserWroteOnOneLine) {
  EXPECT_EQ(shown("a\nb\tc\x1b[1m\x7f é"), "a\\nb\\tc\\x1b[1m\\x7f é");
  EXPECT_EQ(shown(""), "");
}

TEST(Problem, ShowsTheBeginningOfALongText) {
  EXPECT_EQ(shown(std::string(160, 'x')), std::string(160, 'x'));
  EXPECT_EQ(shown(std::string(161, 'x')), std::string(160, 'x') + "...");
  std::string accents = "x";
  for (int i = 0; i < 100; ++i) accents += "é";
  EXPECT_EQ(shown(accents), accents.substr(0, 159) + "...") << "and no half a character";
}

}  // namespace
}  // namespace aio::conf

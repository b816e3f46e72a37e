// SPDX-License-Identifier: MIT
#include "ctl/testing/tap.hpp"

#include <gtest/gtest.h>

#include <initializer_list>

namespace aio::ctl::tests {
namespace {

Tap read(std::initializer_list<std::string_view> lines) {
  Tap tap;
  for (const std::string_view line : lines) tap.read_line(line);
  return tap;
}

TEST(Tap, HasATestALineWithItsDescriptionAndNumber) {
  const Tap tap = read({"TAP version 13", "1..3", "ok 1 - reads", "not ok 2 writes", "ok"});
  ASSERT_EQ(tap.tests().size(), 3U);
  EXPECT_TRUE(tap.is_tap());
  EXPECT_TRUE(tap.tests()[0].ok);
  EXPECT_EQ(tap.tests()[0].description, "reads");
  EXPECT_FALSE(tap.tests()[1].ok);
  EXPECT_EQ(tap.tests()[1].description, "writes");
  EXPECT_EQ(tap.tests()[2].number, 3U);
  EXPECT_EQ(tap.objection(), "");
}

TEST(Tap, MayHaveItsPlanAtTheEnd) {
  EXPECT_EQ(read({"ok 1", "1..1"}).objection(), "");
}

TEST(Tap, KnowsWhatIsSkippedAndWhatIsToDo) {
  const Tap tap =
      read({"1..3", "ok 1 - net # SKIP no net", "not ok 2 # TODO some day", "ok 3 # skipped: x"});
  EXPECT_TRUE(tap.tests()[0].skipped);
  EXPECT_EQ(tap.tests()[0].description, "net");
  EXPECT_EQ(tap.tests()[0].reason, "no net");
  EXPECT_TRUE(tap.tests()[1].todo);
  EXPECT_EQ(tap.tests()[1].reason, "some day");
  EXPECT_TRUE(tap.tests()[2].skipped);
}

TEST(Tap, TakesAHashThatIsNoDirectiveForText) {
  const Tap tap = read({"1..2", "ok 1 - issue # 12", "ok 2 - a \\# SKIP b"});
  EXPECT_EQ(tap.tests()[0].description, "issue # 12");
  EXPECT_FALSE(tap.tests()[1].skipped);
}

TEST(Tap, SkipsAllWithAPlanOfNone) {
  EXPECT_EQ(read({"1..0 # SKIP no root"}).skip_reason(), "no root");
  EXPECT_FALSE(read({"1..0", "ok 1"}).skip_reason());
  EXPECT_FALSE(read({"1..1", "ok 1"}).skip_reason());
}

TEST(Tap, ObjectsToWhatThePlanDoesNotSay) {
  EXPECT_EQ(read({"1..3", "ok 1"}).objection(), "3 tests were planned, 1 came");
  EXPECT_EQ(read({"1..1", "ok 1", "ok 2"}).objection(), "1 tests were planned, 2 came");
  EXPECT_EQ(read({"TAP version 13", "ok 1"}).objection(), "no plan, such as 1..1");
  EXPECT_EQ(read({"1..1", "ok 1", "1..1"}).objection(), "two plans");
}

TEST(Tap, EndsWithBailOut) {
  EXPECT_EQ(read({"1..2", "ok 1", "Bail out! no disk"}).objection(), "Bail out! no disk");
}

TEST(Tap, KeepsTheCommentsBelowATest) {
  const Tap tap = read({"1..1", "not ok 1", "# got 1", "  ---", "  message: no", "printed"});
  EXPECT_EQ(tap.tests()[0].comment, "# got 1\n  ---\n  message: no\n");
}

TEST(Tap, IsNotWhatOnlyLooksLikeIt) {
  EXPECT_FALSE(read({"ok"}).is_tap());
  EXPECT_FALSE(read({"okay", "1..n", "1..2 apples", " 1..2"}).is_tap());
  EXPECT_TRUE(read({"okay", "nothing", "1..2 # two"}).tests().empty());
  EXPECT_FALSE(read({"", "hello", "TAP version 13"}).is_tap());
}

TEST(Tap, HasABoundForTests) {
  Tap tap;
  for (std::size_t i = 0; i <= Tap::most; ++i) tap.read_line("ok");
  tap.read_line("1..100001");
  EXPECT_EQ(tap.tests().size(), Tap::most);
  EXPECT_EQ(tap.objection(), "more than 100000 tests");
}

}  // namespace
}  // namespace aio::ctl::tests

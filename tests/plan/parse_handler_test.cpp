// SPDX-License-Identifier: MIT
#include "daemon/plan/parse_handler.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace aio::plan {
namespace {

TEST(ParseHandler, TakesADottedName) {
  EXPECT_EQ(parse_handler("aio.demo.tick").dotted, "aio.demo.tick");
  EXPECT_EQ(parse_handler("aio.demo.tick").mistake, "");
}

TEST(ParseHandler, WantsAModuleAndAFunction) {
  EXPECT_EQ(parse_handler("tick").mistake,
            "'tick' is no handler, expected module.function or exec:PROGRAM ARGS");
  EXPECT_EQ(parse_handler("").mistake,
            "'' is no handler, expected module.function or exec:PROGRAM ARGS");
}

TEST(ParseHandler, RefusesWhatWouldBeAPathOfAnotherFolder) {
  for (const char* text : {"../evil.tick", "a/b.tick", ".hidden.tick", "a..b", "a.b.", "a b.c"})
    EXPECT_NE(parse_handler(text).mistake, "") << text;
}

TEST(ParseHandler, TakesAProgramAndSplitsItsWords) {
  const HandlerText handler = parse_handler("exec:/usr/bin/collect --quick 'two words'");
  EXPECT_THAT(handler.program, testing::ElementsAre("/usr/bin/collect", "--quick", "two words"));
  EXPECT_EQ(handler.dotted, "");
  EXPECT_EQ(handler.mistake, "");
  EXPECT_THAT(parse_handler("exec: collect").program, testing::ElementsAre("collect"));
}

TEST(ParseHandler, WantsAProgramAfterExec) {
  EXPECT_EQ(parse_handler("exec:").mistake, "'exec:' names no program, expected exec:PROGRAM ARGS");
  EXPECT_EQ(parse_handler("exec:'' a").mistake,
            "'exec:'' a' names no program, expected exec:PROGRAM ARGS");
}

TEST(ParseHandler, SaysWhichQuoteIsNotClosed) {
  EXPECT_EQ(parse_handler("exec:/bin/echo 'a").mistake,
            "'exec:/bin/echo 'a': the quote ' is not closed");
}

TEST(ParseHandler, KnowsAProgramFromItsMark) {
  EXPECT_TRUE(names_program("exec:'"));
  EXPECT_FALSE(names_program("exec.tick"));
  EXPECT_FALSE(names_program(""));
}

}  // namespace
}  // namespace aio::plan

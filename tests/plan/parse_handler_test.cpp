// SPDX-License-Identifier: MIT
#include "daemon/plan/parse_handler.hpp"

#include <gtest/gtest.h>

namespace aio::plan {
namespace {

TEST(ParseHandler, TakesADottedName) {
  EXPECT_EQ(parse_handler("aio.demo.tick").dotted, "aio.demo.tick");
  EXPECT_EQ(parse_handler("aio.demo.tick").mistake, "");
}

TEST(ParseHandler, WantsAModuleAndAFunction) {
  EXPECT_EQ(parse_handler("tick").mistake, "'tick' is no handler, expected module.function");
  EXPECT_EQ(parse_handler("").mistake, "'' is no handler, expected module.function");
}

TEST(ParseHandler, RefusesWhatWouldBeAPathOfAnotherFolder) {
  for (const char* text : {"../evil.tick", "a/b.tick", ".hidden.tick", "a..b", "a.b.", "a b.c"})
    EXPECT_NE(parse_handler(text).mistake, "") << text;
}

TEST(ParseHandler, SaysThatProgramsAreNotThereYet) {
  EXPECT_EQ(parse_handler("exec:/bin/true").mistake,
            "programs as handlers ('exec:') are not supported by this version");
}

}  // namespace
}  // namespace aio::plan

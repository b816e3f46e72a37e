// SPDX-License-Identifier: MIT
#include "conf/item_pattern.hpp"

#include <gtest/gtest.h>

namespace aio::conf {
namespace {

bool fits(const std::string& pattern, const char* kind, const char* name) {
  return ItemPattern(pattern).fits(kind, name);
}

TEST(ItemPattern, FitsANameWithAndWithoutItsKind) {
  EXPECT_TRUE(fits("a/beat", "schedule", "a/beat"));
  EXPECT_TRUE(fits("schedule/a/beat", "schedule", "a/beat"));
  EXPECT_FALSE(fits("beat", "schedule", "a/beat"));
  EXPECT_FALSE(fits("server/a/beat", "schedule", "a/beat"));
  EXPECT_FALSE(fits("", "schedule", "a/beat"));
}

TEST(ItemPattern, FitsAsAShellPatternDoes) {
  EXPECT_TRUE(fits("*", "schedule", "a/beat"));
  EXPECT_TRUE(fits("schedule/*", "schedule", "a/beat"));
  EXPECT_TRUE(fits("*beat", "schedule", "a/beat"));
  EXPECT_TRUE(fits("a?b[ef]at", "schedule", "a/beat"));
  EXPECT_FALSE(fits("server/*", "schedule", "a/beat"));
}

TEST(ItemPattern, FitsANameThatLooksLikeAPattern) {
  EXPECT_TRUE(fits("a[b]", "schedule", "a[b]"));
  EXPECT_TRUE(fits("schedule/a[b]", "schedule", "a[b]"));
}

TEST(ItemPattern, TellsNoCaseOfSignalsApart) {
  EXPECT_TRUE(fits("bOOm", "listener", "Boom"));
  EXPECT_TRUE(fits("listener/B*", "listener", "boom"));
  EXPECT_FALSE(fits("bOOm", "schedule", "Boom"));
}

TEST(ItemPattern, KnowsANameFromAPattern) {
  EXPECT_TRUE(ItemPattern("schedule/a.b@c-d").is_name());
  for (const char* pattern : {"a*", "?", "a[b]", "a\\*"})
    EXPECT_FALSE(ItemPattern(pattern).is_name()) << pattern;
}

}  // namespace
}  // namespace aio::conf

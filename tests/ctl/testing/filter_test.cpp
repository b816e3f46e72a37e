// SPDX-License-Identifier: MIT
#include "ctl/testing/filter.hpp"

#include <gtest/gtest.h>

namespace aio::ctl::tests {
namespace {

const Result tick{.module = "my.greet", .file = "greet_test", .test = "Tick.IsDue"};

TEST(Filter, FitsAWholeNameOrWhatIsLeftOfItWithoutItsBegin) {
  for (const char* const pattern : {"my.greet/greet_test/Tick.IsDue", "greet_test/Tick.IsDue",
                                    "Tick.IsDue", "Tick.*", "*Due", "my.greet/*", "Tick.Is?ue"})
    EXPECT_TRUE(Filter(pattern).fits(tick)) << pattern;
  for (const char* const pattern : {"Tick", "IsDue", "my.greet", "tick.isdue", "/Tick.IsDue"})
    EXPECT_FALSE(Filter(pattern).fits(tick)) << pattern;
}

TEST(Filter, OfAFileFitsAllThatIsInIt) {
  for (const char* const pattern : {"greet_test", "my.greet/greet_test", "greet_*"}) {
    EXPECT_TRUE(Filter(pattern).fits(tick)) << pattern;
    EXPECT_TRUE(Filter(pattern).fits_file("my.greet", "greet_test")) << pattern;
  }
  EXPECT_FALSE(Filter("Tick.IsDue").fits_file("my.greet", "greet_test"));
}

TEST(Filter, FitsEverythingWithoutAPattern) {
  EXPECT_TRUE(Filter().fits(tick));
  EXPECT_TRUE(Filter().fits_file("a", "b"));
}

TEST(Filter, TakesANameWithABracketAsItIs) {
  EXPECT_TRUE(Filter("a [b").fits({.module = "m", .file = "f", .test = "a [b"}));
}

}  // namespace
}  // namespace aio::ctl::tests

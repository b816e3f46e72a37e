// SPDX-License-Identifier: MIT
#include "ctl/status.hpp"

#include <gtest/gtest.h>

namespace aio::ctl {
namespace {

TEST(Status, FindsAnItemByItsNameWithAndWithoutItsKind) {
  const Item item{"schedule", "a/beat", {}};
  EXPECT_TRUE(matches(item, "a/beat"));
  EXPECT_TRUE(matches(item, "schedule/a/beat"));
  EXPECT_FALSE(matches(item, "beat"));
  EXPECT_FALSE(matches(item, "server/a/beat"));
  EXPECT_FALSE(matches(item, ""));
}

TEST(Status, FindsItemsByPattern) {
  const Item item{"schedule", "a/beat", {}};
  EXPECT_TRUE(matches(item, "*"));
  EXPECT_TRUE(matches(item, "schedule/*"));
  EXPECT_TRUE(matches(item, "*beat"));
  EXPECT_TRUE(matches(item, "a?b[ef]at"));
  EXPECT_FALSE(matches(item, "server/*"));
}

TEST(Status, CallsAnEnabledScheduleActive) {
  EXPECT_TRUE(is_active({"schedule", "a", {{"enabled", Value(true)}}}));
  EXPECT_FALSE(is_active({"schedule", "a", {{"enabled", Value(false)}}}));
}

TEST(Status, CallsAServerActiveThatListens) {
  EXPECT_TRUE(is_active({"server", "a", {{"state", Value("listening")}}}));
  EXPECT_FALSE(is_active({"server", "a", {{"state", Value("disabled")}}}));
  EXPECT_FALSE(is_active({"server", "a", {{"state", Value("failed")}}}));
}

TEST(Status, CallsListenersAndModulesActive) {
  EXPECT_TRUE(is_active({"listener", "a", {}}));
  EXPECT_TRUE(is_active({"module", "a", {}}));
}

}  // namespace
}  // namespace aio::ctl

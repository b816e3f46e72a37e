// SPDX-License-Identifier: MIT
#include "ctl/items.hpp"

#include <gtest/gtest.h>

namespace aio::ctl {
namespace {

TEST(Items, AreActiveAsSchedulesWithANextRun) {
  for (const auto& [state, active] : {std::pair("waiting", true),
                                      {"running", true},
                                      {"paused", false},
                                      {"stopped", false},
                                      {"disabled", false}})
    EXPECT_EQ(is_active({"schedule", "a", {{"state", Value(state)}, {"enabled", Value(true)}}}),
              active)
        << state;
}

TEST(Items, AreActiveAsEnabledSchedulesOfADaemonThatTellsNoState) {
  EXPECT_TRUE(is_active({"schedule", "a", {{"enabled", Value(true)}}}));
  EXPECT_FALSE(is_active({"schedule", "a", {{"enabled", Value(false)}}}));
}

TEST(Items, AreActiveAsServersThatListen) {
  EXPECT_TRUE(is_active({"server", "a", {{"state", Value("listening")}}}));
  EXPECT_FALSE(is_active({"server", "a", {{"state", Value("disabled")}}}));
  EXPECT_FALSE(is_active({"server", "a", {{"state", Value("failed")}}}));
}

const std::vector<Item> several = {{"schedule", "beat", {}},     {"schedule", "echo", {}},
                                   {"schedule", "server/x", {}}, {"server", "echo", {}},
                                   {"server", "x", {}},          {"listener", "Boom", {}},
                                   {"module", "aio.demo", {}}};

std::string found(const std::string& word) {
  return full_name(find_item(several, word));
}

TEST(Items, AreFoundByABareNameThatIsNobodyElses) {
  EXPECT_EQ(found("beat"), "schedule/beat");
  EXPECT_EQ(found("x"), "server/x");
  EXPECT_EQ(found("aio.demo"), "module/aio.demo");
}

TEST(Items, AreFoundAsSchedulesAndServersBeforeTheOthers) {
  const std::vector<Item> hello = {
      {"listener", "hello", {}}, {"schedule", "hello", {}}, {"module", "hello", {}}};
  EXPECT_EQ(full_name(find_item(hello, "hello")), "schedule/hello");
  EXPECT_EQ(full_name(find_item(hello, "module/hello")), "module/hello");
}

TEST(Items, AreFoundByTheirWholeNameFirst) {
  EXPECT_EQ(found("server/echo"), "server/echo");
  EXPECT_EQ(found("schedule/echo"), "schedule/echo");
  EXPECT_EQ(found("server/x"), "server/x");
  EXPECT_EQ(found("schedule/server/x"), "schedule/server/x");
}

TEST(Items, TellNoCaseApartAsListeners) {
  EXPECT_EQ(found("BOOM"), "listener/Boom");
  EXPECT_EQ(found("listener/boom"), "listener/Boom");
  EXPECT_THROW(found("Beat"), Failure);
}

TEST(Items, OfOneNameAreAllNamed) {
  try {
    found("echo");
    FAIL() << "which one?";
  } catch (const Failure& failure) {
    EXPECT_EQ(failure.exit(), Exit::usage);
    EXPECT_STREQ(failure.what(), "'echo' is the name of several");
    EXPECT_EQ(failure.hint(), "say which: schedule/echo or server/echo");
  }
}

TEST(Items, ThatAreNotThereAreNamedWithTheNearest) {
  try {
    found("schedule/bat");
    FAIL() << "there is no such schedule";
  } catch (const Failure& failure) {
    EXPECT_EQ(failure.exit(), Exit::not_found);
    EXPECT_STREQ(failure.what(), "there is no schedule, server, listener or module 'schedule/bat'");
    EXPECT_EQ(failure.hint(), "did you mean 'schedule/beat'?");
  }
}

TEST(Items, AreActiveAsListenersAndModules) {
  EXPECT_TRUE(is_active({"listener", "a", {}}));
  EXPECT_TRUE(is_active({"module", "a", {}}));
}

}  // namespace
}  // namespace aio::ctl

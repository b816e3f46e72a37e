// SPDX-License-Identifier: MIT
#include "daemon/plan/plan.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace aio::plan {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;

Specs schedule(const std::string& name, const std::string& fingerprint) {
  Specs specs;
  specs.schedules.push_back(
      {.name = name,
       .rule = std::make_shared<const ScheduleRule>(ScheduleRule{.fingerprint = fingerprint})});
  return specs;
}

Specs server(const std::string& name, const std::string& fingerprint) {
  Specs specs;
  specs.servers.push_back({.name = name, .fingerprint = fingerprint});
  return specs;
}

Specs listener(const std::string& section, const std::string& handler) {
  Specs specs;
  specs.listeners.push_back({.section = section, .signal = "s", .handler_name = handler});
  return specs;
}

std::vector<std::string> words(const Plan& plan) {
  std::vector<std::string> words;
  for (const Step& step : plan.steps) words.push_back(done(step.action) + " " + step.item);
  return words;
}

TEST(Plan, StartsEverythingFromNothing) {
  const Plan plan = plan_change({}, schedule("beat", "1"));
  EXPECT_THAT(words(plan), ElementsAre("started schedule/beat"));
  EXPECT_EQ(plan.schedules.size(), 1);
}

TEST(Plan, NamesTheCommandsWhoseHandlerIsAnotherOne) {
  Specs running;
  running.commands = {{"a", "m.a"}, {"b", "m.b"}, {"c", "m.c"}};
  Specs wanted;
  wanted.commands = {{"b", "m.other"}, {"c", "m.c"}, {"d", "exec:d"}};
  EXPECT_THAT(words(plan_change(running, wanted)),
              ElementsAre("changed command/b", "started command/d", "stopped command/a"));
}

TEST(Plan, NamesTheSignalsWhosePolicyIsAnotherOne) {
  Specs running;
  running.signals = {{.name = "a", .fingerprint = "1"}, {.name = "b", .fingerprint = "1"}};
  Specs wanted;
  wanted.signals = {{.name = "b", .fingerprint = "2"}, {.name = "c", .fingerprint = "1"}};
  EXPECT_THAT(words(plan_change(running, wanted)),
              ElementsAre("changed signal/b", "started signal/c", "stopped signal/a"));
}

TEST(Plan, LeavesAnUnchangedThingAlone) {
  const Plan plan = plan_change(schedule("beat", "1"), schedule("beat", "1"));
  EXPECT_THAT(words(plan), IsEmpty());
  EXPECT_THAT(plan.schedules, IsEmpty());
  EXPECT_THAT(plan.gone_schedules, IsEmpty());
}

TEST(Plan, PutsAChangedServerInPlaceOfTheOldOne) {
  const Plan plan = plan_change(server("echo", "1"), server("echo", "2"));
  EXPECT_THAT(words(plan), ElementsAre("changed server/echo"));
  EXPECT_EQ(plan.servers.at(0).fingerprint, "2");
  EXPECT_THAT(plan.gone_servers, IsEmpty());
}

TEST(Plan, NamesStartsBeforeStops) {
  const Plan plan = plan_change(server("old", "1"), server("new", "1"));
  EXPECT_THAT(words(plan), ElementsAre("started server/new", "stopped server/old"));
  EXPECT_THAT(plan.gone_servers, ElementsAre("old"));
}

TEST(Plan, TellsListenersApartBySection) {
  EXPECT_THAT(words(plan_change(listener("a", "m.x"), listener("a", "m.x"))), IsEmpty());
  EXPECT_THAT(words(plan_change(listener("a", "m.x"), listener("a", "m.y"))),
              ElementsAre("changed listen/a"));
  EXPECT_THAT(words(plan_change(listener("a", "m.x"), {})), ElementsAre("stopped listen/a"));
}

}  // namespace
}  // namespace aio::plan

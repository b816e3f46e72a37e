// SPDX-License-Identifier: MIT
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <vector>

#include "tests/plan/parsed.hpp"

namespace aio::plan {
namespace {

using namespace std::chrono_literals;
using testing::ElementsAre;
using testing::IsEmpty;

const std::string beat = "[schedule/beat]\nevery = 2\nfunc = m.beat\n";

TEST(ParseSchedule, HasTheDefaultsOfTheKeyTable) {
  const auto parsed = parse(beat);
  ASSERT_EQ(parsed.schedules.size(), 1);
  const ScheduleRule& rule = *parsed.schedules[0].rule;
  EXPECT_EQ(rule.overlap, Overlap::skip);
  EXPECT_EQ(rule.timeout, 0s);
  EXPECT_EQ(rule.jitter, 0s);
  EXPECT_EQ(rule.slack, 1ms);
  EXPECT_TRUE(rule.enabled);
  EXPECT_EQ(rule.cb_name, "");
  EXPECT_FALSE(rule.cb);
  EXPECT_FALSE(rule.err);
}

TEST(ParseSchedule, ReadsEachKey) {
  const auto parsed = parse(beat +
                            "cb = m.keep\nerr = m.mourn\noverlap = queue\ntimeout = 1min\n"
                            "jitter = 500ms\nslack = 0\nenabled = no\n");
  ASSERT_EQ(parsed.schedules.size(), 1);
  const ScheduleRule& rule = *parsed.schedules[0].rule;
  EXPECT_EQ(rule.overlap, Overlap::queue);
  EXPECT_EQ(rule.timeout, 1min);
  EXPECT_EQ(rule.jitter, 500ms);
  EXPECT_EQ(rule.slack, 0s);
  EXPECT_FALSE(rule.enabled);
  EXPECT_EQ(rule.cb_name, "m.keep");
  EXPECT_TRUE(rule.cb);
  EXPECT_EQ(rule.err_name, "m.mourn");
  EXPECT_TRUE(rule.err);
  EXPECT_EQ(parse(beat + "overlap = parallel\n").schedules.at(0).rule->overlap, Overlap::parallel);
}

TEST(ParseSchedule, AHandlerOfTheWrongKindNamesBothKinds) {
  const auto parsed = parse(beat + "cb = m.beat\nerr = m.keep\n");
  EXPECT_THAT(parsed.schedules, IsEmpty());
  EXPECT_THAT(parsed.mistakes,
              ElementsAre("aio.conf:4: 'm.beat' is a schedule function, expected a result handler",
                          "aio.conf:5: 'm.keep' is a result handler, expected a failure handler"));
}

TEST(ParseSchedule, WhatCannotBeReadGivesNoSchedule) {
  for (const char* line : {"timeout = soon\n", "jitter = -1\n", "slack = x\n", "enabled = maybe\n"})
    EXPECT_THAT(parse(beat + line).schedules, IsEmpty()) << line;
}

TEST(ParseSchedule, SchedulesThatSayTheSameShareARule) {
  const auto parsed = parse(beat + "[schedule/other]\nevery = 3\nfunc = m.beat\n" +
                            "[schedule/third]\nevery = 3\nfunc = m.beat\njitter = 1\n");
  ASSERT_EQ(parsed.schedules.size(), 3);
  EXPECT_EQ(parsed.schedules[0].rule, parsed.schedules[1].rule);
  EXPECT_NE(parsed.schedules[0].rule, parsed.schedules[2].rule);
  EXPECT_EQ(parsed.schedules[1].every, 3s);
}

}  // namespace
}  // namespace aio::plan

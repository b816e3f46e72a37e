// SPDX-License-Identifier: MIT
// What happens to a run that is due while the last one is on, and what is told of it.
#include <gmock/gmock.h>

#include "tests/runtime/schedules/scheduling.hpp"

namespace aio::runtime {
namespace {

using namespace std::chrono_literals;
using plan::Overlap;
using testing::ElementsAre;
using testing::IsEmpty;

using ScheduleOverlap = Scheduling;

TEST_F(ScheduleOverlap, QueuedRunsBeginOneAfterAnother) {
  timetable.add(with({.func = note_hits_for(1500ms), .overlap = Overlap::queue}, "slow", 1s));
  loop.run_for(4s);
  EXPECT_THAT(hits, ElementsAre(0s, 1500ms, 3s));
  EXPECT_EQ(of("slow").running, 1U);
  EXPECT_EQ(of("slow").queued, 2U);
  EXPECT_EQ(of("slow").last_cause, "queued");
  EXPECT_EQ(of("slow").skipped, 0U);
}

TEST_F(ScheduleOverlap, AQueueHoldsNoMoreThan1024RunsAndCountsTheRestAsSkipped) {
  timetable.add(with({.func = note_hits_for(1h), .overlap = Overlap::queue}, "slow", 1s));
  loop.run_for(1030s);
  EXPECT_EQ(of("slow").queued, 1024U);
  EXPECT_EQ(of("slow").skipped, 6U);
  EXPECT_EQ(
      log.lines().at(0),
      "WARNING schedule 'slow': the last run is still on, and 1024 wait, this one is skipped");
}

TEST_F(ScheduleOverlap, NoMoreThan1024RunsAreOnAtOnce) {
  timetable.add(with({.func = note_hits_for(10h), .overlap = Overlap::parallel}, "hangs", 1s));
  loop.run_for(1030s);
  EXPECT_EQ(of("hangs").running, 1024U);
  EXPECT_EQ(of("hangs").skipped, 7U);
  EXPECT_EQ(log.lines().at(0),
            "WARNING schedule 'hangs': as many runs are on as may be at once, this one is skipped");
  EXPECT_EQ(timetable.trigger_now("hangs").error, "as many runs are on as may be at once");
}

TEST_F(ScheduleOverlap, AQueueIsDroppedWithACountWhenTheScheduleQueuesNoMore) {
  timetable.add(with({.func = note_hits_for(1h), .overlap = Overlap::queue}, "slow", 1s));
  loop.run_for(3s);
  timetable.replace(with({.func = note_hits_for(1h)}, "slow", 1s));
  EXPECT_EQ(of("slow").queued, 0U);
  EXPECT_EQ(of("slow").skipped, 3U);
  EXPECT_THAT(log.lines(),
              ElementsAre("WARNING schedule 'slow': 3 queued runs are dropped: it queues no more"));
}

TEST_F(ScheduleOverlap, ARunThatEndsAtOnceInALongQueueGrowsNoStack) {
  int calls = 0;
  const auto short_after_the_first = [&](ScheduledEvent) -> task<> {
    if (++calls == 1) co_await sleep(1000s);
  };
  timetable.add(with({.func = short_after_the_first, .overlap = Overlap::queue}, "odd", 1s));
  loop.run_for(1000s + 500ms);
  EXPECT_EQ(of("odd").queued, 0U);
  EXPECT_EQ(calls, 1001);
}

TEST_F(ScheduleOverlap, SkipsAreToldAtOnceAndThenOnceAMinute) {
  timetable.add(with({.func = note_hits_for(1h)}, "slow", 1ms));
  loop.run_for(130s);
  EXPECT_EQ(of("slow").skipped, 130'000U);
  EXPECT_THAT(
      log.lines(),
      ElementsAre("WARNING schedule 'slow': the last run is still on, this one is skipped",
                  "WARNING schedule 'slow': the last run is still on, 59999 more are skipped",
                  "WARNING schedule 'slow': the last run is still on, 60000 more are skipped"));
}

TEST_F(ScheduleOverlap, WhatIsNotToldYetIsToldWhenTheScheduleGoes) {
  timetable.add(with({.func = note_hits_for(1h)}, "slow", 1s));
  loop.run_for(3s);
  timetable.retire("slow");
  EXPECT_THAT(log.lines(),
              ElementsAre("WARNING schedule 'slow': the last run is still on, this one is skipped",
                          "WARNING schedule 'slow': the last run is still on, 2 more are skipped"));
}

TEST_F(ScheduleOverlap, AStoppedProcessMakesOneRunAndNoBurst) {
  for (const auto overlap : {Overlap::skip, Overlap::queue, Overlap::parallel})
    timetable.add(with({.func = note_hits(), .overlap = overlap},
                       "beat" + std::to_string(static_cast<int>(overlap)), 1s));
  loop.run_for(0s);
  hits.clear();
  clock.advance(60s);  // SIGSTOP, SIGCONT
  loop.run_for(0s);
  EXPECT_THAT(hits, ElementsAre(60s, 60s, 60s));
  for (const auto& schedule : timetable.snapshots()) {
    EXPECT_EQ(schedule.missed, 59U) << schedule.name;
    EXPECT_EQ(schedule.next_due, start + 61s) << schedule.name;
  }
}

TEST_F(ScheduleOverlap, MissesOfALateLoopAreToldAtOnceAndThenOnceAMinute) {
  timetable.add(with({.func = note_hits()}, "beat", 1s));
  loop.run_for(0s);
  for (int i = 0; i < 3; ++i) {
    clock.advance(3s);
    loop.run_for(0s);
  }
  EXPECT_THAT(log.lines(),
              ElementsAre("WARNING schedule 'beat': the loop was late, 2 runs are left out"));
  loop.run_for(60s);
  EXPECT_EQ(log.lines().back(), "WARNING schedule 'beat': the loop was late, 4 runs are left out");
}

TEST_F(ScheduleOverlap, AParallelScheduleSkipsNothing) {
  timetable.add(with({.func = note_hits_for(10s), .overlap = Overlap::parallel}, "slow", 1s));
  loop.run_for(5s);
  EXPECT_EQ(of("slow").running, 6U);
  EXPECT_THAT(log.lines(), IsEmpty());
}

}  // namespace
}  // namespace aio::runtime

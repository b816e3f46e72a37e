// SPDX-License-Identifier: MIT
#include "daemon/runtime/schedules/timetable.hpp"

#include <gmock/gmock.h>
#include <aio/error.hpp>

#include <stdexcept>
#include <string>
#include <vector>

#include "tests/runtime/schedules/scheduling.hpp"

namespace aio::runtime {
namespace {

using namespace std::chrono_literals;
using testing::ElementsAre;

using TimetableTest = Scheduling;

TEST_F(TimetableTest, HitsThreeTimesInFiveSecondsEveryTwo) {
  timetable.add(spec("beat", 2s, note_hits()));
  loop.run_for(5s);
  EXPECT_THAT(hits, ElementsAre(0s, 2s, 4s));
}

TEST_F(TimetableTest, KeepsToTheGridWhenRunsTakeTime) {
  timetable.add(spec("beat", 2s, note_hits_for(1500ms)));
  loop.run_for(5s);
  EXPECT_THAT(hits, ElementsAre(0s, 2s, 4s));
  EXPECT_EQ(timetable.snapshot("beat").next_due, start + 6s);
}

TEST_F(TimetableTest, BeginsThoseOfOneTimeInTheOrderInWhichTheyWereAdded) {
  std::vector<std::string> order;
  for (const std::string name : {"b", "a", "c"})
    timetable.add(spec(name, 1s, [&order](ScheduledEvent e) { order.push_back(e.name()); }));
  loop.run_for(1s);
  EXPECT_THAT(order, ElementsAre("b", "a", "c", "b", "a", "c"));
}

TEST_F(TimetableTest, SkipsARunWhileTheLastIsOnAndSaysSo) {
  timetable.add(spec("slow", 1s, note_hits_for(2500ms)));
  loop.run_for(3s);
  EXPECT_THAT(hits, ElementsAre(0s, 3s));
  EXPECT_EQ(timetable.snapshot("slow").runs, 2U);
  EXPECT_EQ(timetable.snapshot("slow").skipped, 2U);
  EXPECT_THAT(observer.events, ElementsAre("started slow", "skipped slow", "skipped slow",
                                           "ended slow", "started slow"));
  EXPECT_THAT(
      log.lines(),
      ElementsAre("WARNING schedule 'slow': the last run is still on, this one is skipped"));
}

TEST_F(TimetableTest, OverlapsRunsWhereThatIsWanted) {
  timetable.add(
      with({.func = note_hits_for(2500ms), .overlap = plan::Overlap::parallel}, "slow", 1s));
  loop.run_for(2s);
  EXPECT_THAT(hits, ElementsAre(0s, 1s, 2s));
  EXPECT_EQ(timetable.snapshot("slow").running, 3U);
}

TEST_F(TimetableTest, GoesOnAfterAnExceptionOfAPlainFunction) {
  timetable.add(spec("bad", 1s, [](ScheduledEvent) { throw std::runtime_error("no luck"); }));
  loop.run_for(1s);
  const auto snapshot = timetable.snapshot("bad");
  EXPECT_EQ(snapshot.runs, 2U);
  EXPECT_EQ(snapshot.failures, 2U);
  EXPECT_EQ(snapshot.last_outcome, "failed");
  EXPECT_EQ(snapshot.last_error, "no luck");
  EXPECT_THAT(observer.failures, ElementsAre("schedule/bad: no luck", "schedule/bad: no luck"));
  EXPECT_EQ(log.lines().front(), "ERROR schedule 'bad': no luck, kept running");
}

TEST_F(TimetableTest, GoesOnAfterAnExceptionOfACoroutine) {
  const auto fail = [](ScheduledEvent) -> task<> {
    co_await sleep(100ms);
    throw 42;
  };
  timetable.add(spec("bad", 1s, fail));
  loop.run_for(1500ms);
  EXPECT_EQ(timetable.snapshot("bad").failures, 2U);
  EXPECT_EQ(timetable.snapshot("bad").last_error, "an exception of a type of its own");
  EXPECT_EQ(timetable.snapshot("bad").last_duration, 100ms);
}

TEST_F(TimetableTest, MakesOneRunForAllThatALateLoopMissedAndKeepsTheGrid) {
  timetable.add(spec("beat", 1s, note_hits()));
  loop.run_for(0s);
  clock.advance(10500ms);
  loop.run_for(1s);
  EXPECT_THAT(hits, ElementsAre(0s, 10500ms, 11s));
  EXPECT_EQ(timetable.snapshot("beat").missed, 9U);
  EXPECT_EQ(timetable.snapshot("beat").runs, 3U);
}

TEST_F(TimetableTest, ShowsItsRunTheSectionOfTheConfiguration) {
  std::string seen;
  timetable.add(spec("beat", 1s, [&](ScheduledEvent event) {
    seen = event.config().name() + " " + event.config().get("x-colour", "none");
  }));
  loop.run_for(0s);
  EXPECT_EQ(seen, "schedule/beat red");
}

TEST_F(TimetableTest, ListsADisabledScheduleAndDoesNotRunIt) {
  timetable.add(with({.func = note_hits(), .enabled = false}, "off", 1s));
  loop.run_for(5s);
  EXPECT_TRUE(hits.empty());
  ASSERT_EQ(timetable.snapshots().size(), 1U);
  EXPECT_FALSE(timetable.snapshots()[0].enabled);
  EXPECT_EQ(timetable.snapshots()[0].next_due, std::nullopt);
}

TEST_F(TimetableTest, KeepsThePhaseOverAReplacementWithTheSameSpan) {
  timetable.add(spec("beat", 2s, note_hits()));
  loop.run_for(3s);
  timetable.replace(spec("beat", 2s, note_hits()));
  loop.run_for(3s);
  EXPECT_THAT(hits, ElementsAre(0s, 2s, 4s, 6s));
  EXPECT_EQ(timetable.snapshot("beat").runs, 4U);
}

TEST_F(TimetableTest, BeginsANewGridWhenTheSpanChanges) {
  timetable.add(spec("beat", 2s, note_hits()));
  loop.run_for(3s);
  timetable.replace(spec("beat", 5s, note_hits()));
  loop.run_for(6s);
  EXPECT_THAT(hits, ElementsAre(0s, 2s, 3s, 8s));
}

TEST_F(TimetableTest, LetsARunThatIsOnEndAsItBegan) {
  std::vector<std::string> ends;
  const auto slow = [&ends](const std::string& which) {
    return [&ends, which](ScheduledEvent) -> task<> {
      co_await sleep(1500ms);
      ends.push_back(which);
    };
  };
  timetable.add(spec("beat", 2s, slow("old")));
  loop.run_for(1s);
  timetable.replace(spec("beat", 2s, slow("new")));
  loop.run_for(3s);
  EXPECT_THAT(ends, ElementsAre("old", "new"));
}

TEST_F(TimetableTest, EndsARetiredScheduleAfterTheRunThatIsOn) {
  timetable.add(spec("slow", 1s, note_hits_for(500ms)));
  loop.run_for(100ms);
  timetable.retire("slow");
  timetable.retire("nobody");
  EXPECT_TRUE(timetable.snapshots().empty());
  loop.run_for(5s);
  EXPECT_THAT(hits, ElementsAre(0s));
  EXPECT_THAT(observer.events, ElementsAre("started slow", "ended slow"));
}

TEST_F(TimetableTest, LetsARunRetireItsOwnSchedule) {
  timetable.add(spec("once", 1s, [this](ScheduledEvent event) {
    hits.push_back(loop.now() - start);
    timetable.retire(event.name());
  }));
  loop.run_for(5s);
  EXPECT_THAT(hits, ElementsAre(0s));
}

TEST_F(TimetableTest, TakesASpanOfCenturies) {
  timetable.add(spec("comet", std::chrono::nanoseconds::max(), note_hits()));
  loop.run_for(24h);
  EXPECT_THAT(hits, ElementsAre(0s));
}

TEST_F(TimetableTest, RunsOnDemandBesidesTheGrid) {
  timetable.add(spec("beat", 2s, note_hits()));
  loop.run_for(1s);
  EXPECT_EQ(timetable.trigger_now("beat").result, Outcome::Result::ok);
  loop.run_for(1s);
  EXPECT_THAT(hits, ElementsAre(0s, 1s, 2s));
}

TEST_F(TimetableTest, RefusesASecondScheduleOfOneName) {
  timetable.add(spec("beat", 1s, note_hits()));
  EXPECT_THROW(timetable.add(spec("beat", 1s, note_hits())), Error);
}

TEST_F(TimetableTest, WaitsForTheRunsThatAreOnWhenItStops) {
  timetable.add(spec("slow", 1s, note_hits_for(3s)));
  loop.run_for(500ms);
  TaskGroup stops(loop);
  stops.spawn(timetable.stop_all(10s));
  loop.run_for(2s);
  EXPECT_EQ(stops.size(), 1U);
  loop.run_for(1s);
  EXPECT_EQ(stops.size(), 0U);
  EXPECT_THAT(hits, ElementsAre(0s));
  EXPECT_EQ(timetable.snapshot("slow").last_outcome, "ok");
}

TEST_F(TimetableTest, AsksRunsToStopThatTakeLongerThanTheDrain) {
  timetable.add(spec("slow", 1s, note_hits_for(1h)));
  loop.run_for(0s);
  TaskGroup stops(loop);
  stops.spawn(timetable.stop_all(2s));
  loop.run_for(2s);
  EXPECT_EQ(stops.size(), 0U);
  EXPECT_EQ(timetable.snapshot("slow").last_outcome, "dropped");
  EXPECT_EQ(timetable.snapshot("slow").failures, 0U);
  EXPECT_THAT(
      log.lines(),
      ElementsAre("WARNING 1 runs of schedules are asked to stop, they did not end in time"));
}

}  // namespace
}  // namespace aio::runtime

// SPDX-License-Identifier: MIT
// What is done to a schedule by hand: trigger, pause, resume, start, stop.
#include <gmock/gmock.h>
#include <aio/error.hpp>

#include "tests/runtime/schedules/scheduling.hpp"

namespace aio::runtime {
namespace {

using namespace std::chrono_literals;
using plan::Overlap;
using testing::ElementsAre;
using testing::IsEmpty;
using Result = Outcome::Result;

class ScheduleVerbs : public Scheduling {
 protected:
  /// Triggers, and notes how the run ended.
  task<> ask(std::string name) { outcomes.push_back(co_await timetable.trigger(std::move(name))); }

  std::vector<RunOutcome> outcomes;
  TaskGroup callers{loop};
};

TEST_F(ScheduleVerbs, TriggerWaitsForTheRunAndTellsHowLongItTook) {
  timetable.add(with({.func = note_hits_for(300ms)}, "slow", 1h));
  loop.run_for(1s);
  callers.spawn(ask("slow"));
  loop.run_for(200ms);
  EXPECT_THAT(outcomes, IsEmpty());
  EXPECT_EQ(of("slow").last_cause, "trigger");
  loop.run_for(200ms);
  ASSERT_EQ(outcomes.size(), 1U);
  EXPECT_EQ(outcomes[0].result, Result::ok);
  EXPECT_EQ(outcomes[0].took, 300ms);
}

TEST_F(ScheduleVerbs, TriggerTellsAFailureAndATimeout) {
  timetable.add(
      with({.func = [](ScheduledEvent) { throw std::runtime_error("no luck"); }}, "bad", 1h));
  timetable.add(
      with({.func = stubborn_for(1h), .overlap = Overlap::parallel, .timeout = 2s}, "mule", 10h));
  loop.run_for(0s);
  callers.spawn(ask("bad"));
  callers.spawn(ask("mule"));
  loop.run_for(2s);
  ASSERT_EQ(outcomes.size(), 2U);
  EXPECT_EQ(outcomes[0].result, Result::failed);
  EXPECT_EQ(outcomes[0].error, "no luck");
  EXPECT_EQ(outcomes[1].result, Result::timeout) << "told at once, though the run is still on";
  EXPECT_EQ(outcomes[1].error, "took longer than 2s");
}

TEST_F(ScheduleVerbs, ATriggerIsDroppedWhereTheLastRunIsOn) {
  timetable.add(with({.func = note_hits_for(1s)}, "slow", 1h));
  loop.run_for(0s);
  const RunOutcome outcome = timetable.trigger_now("slow");
  EXPECT_EQ(outcome.result, Result::dropped);
  EXPECT_EQ(outcome.error, "the last run is still on");
  EXPECT_EQ(of("slow").skipped, 1U);
}

TEST_F(ScheduleVerbs, ATriggerWaitsForItsTurnInAQueue) {
  timetable.add(with({.func = note_hits_for(2s), .overlap = Overlap::queue}, "slow", 1h));
  loop.run_for(1s);
  callers.spawn(ask("slow"));
  EXPECT_EQ(timetable.trigger_now("slow").result, Result::begun);
  loop.run_for(1h - 2s);
  ASSERT_EQ(outcomes.size(), 1U);
  EXPECT_EQ(outcomes[0].result, Result::ok);
  EXPECT_THAT(hits, ElementsAre(0s, 2s, 4s));
}

TEST_F(ScheduleVerbs, ACallerThatGoesLeavesTheRunOn) {
  timetable.add(with({.func = note_hits_for(2s)}, "slow", 1h));
  loop.run_for(3s);
  callers.spawn(ask("slow"));
  callers.request_stop();
  loop.run_for(1s);
  EXPECT_EQ(callers.size(), 0U);
  EXPECT_EQ(of("slow").running, 1U);
  loop.run_for(2s);
  EXPECT_EQ(of("slow").last_outcome, "ok");
}

TEST_F(ScheduleVerbs, EachVerbNamesAScheduleThatIsNotThere) {
  const auto text_of_error = [](auto verb) -> std::string {
    try {
      verb();
    } catch (const Error& error) {
      EXPECT_EQ(error.fault(), Fault::not_found);
      return error.what();
    }
    return "no error";
  };
  const std::string expected = "there is no schedule 'nobody'";
  EXPECT_EQ(text_of_error([&] { timetable.trigger_now("nobody"); }), expected);
  EXPECT_EQ(text_of_error([&] { timetable.pause("nobody"); }), expected);
  EXPECT_EQ(text_of_error([&] { timetable.resume("nobody"); }), expected);
  EXPECT_EQ(text_of_error([&] { timetable.start("nobody"); }), expected);
  EXPECT_EQ(text_of_error([&] { timetable.stop("nobody", 0s); }), expected);
}

TEST_F(ScheduleVerbs, APausedScheduleLeavesOutWhatIsDueAndKeepsItsGrid) {
  timetable.add(with({.func = note_hits()}, "beat", 2s));
  loop.run_for(1s);
  timetable.pause("beat");
  timetable.pause("beat");
  loop.run_for(6s);
  EXPECT_EQ(of("beat").state, "paused");
  EXPECT_EQ(of("beat").next_due, std::nullopt);
  EXPECT_EQ(of("beat").skipped, 3U);
  timetable.resume("beat");
  timetable.resume("beat");
  EXPECT_EQ(of("beat").state, "waiting");
  loop.run_for(3s);
  EXPECT_THAT(hits, ElementsAre(0s, 8s, 10s));
  EXPECT_EQ(of("beat").skipped, 3U);
  EXPECT_THAT(log.lines(), ElementsAre("INFO schedule 'beat': paused",
                                       "INFO schedule 'beat': resumed, 3 runs were left out"));
}

TEST_F(ScheduleVerbs, APauseOfNoLengthLeavesOutNothing) {
  timetable.add(with({.func = note_hits()}, "beat", 2s));
  loop.run_for(1s);
  timetable.pause("beat");
  timetable.resume("beat");
  loop.run_for(2s);
  EXPECT_THAT(hits, ElementsAre(0s, 2s));
  EXPECT_EQ(of("beat").skipped, 0U);
}

TEST_F(ScheduleVerbs, APauseLetsTheRunThatIsOnEndAndDropsWhatIsQueued) {
  timetable.add(with({.func = note_hits_for(3s), .overlap = Overlap::queue}, "slow", 1s));
  loop.run_for(2s);
  timetable.pause("slow");
  EXPECT_EQ(of("slow").queued, 0U);
  EXPECT_EQ(of("slow").skipped, 2U);
  loop.run_for(5s);
  EXPECT_THAT(hits, ElementsAre(0s));
  EXPECT_EQ(of("slow").last_outcome, "ok");
}

TEST_F(ScheduleVerbs, APausedOneRunsOnDemand) {
  timetable.add(with({.func = note_hits()}, "beat", 2s));
  timetable.pause("beat");
  loop.run_for(1s);
  EXPECT_EQ(timetable.trigger_now("beat").result, Result::ok);
  EXPECT_THAT(hits, ElementsAre(1s));
}

TEST_F(ScheduleVerbs, APauseOutlastsAReload) {
  timetable.add(with({.func = note_hits()}, "beat", 2s));
  loop.run_for(1s);
  timetable.pause("beat");
  timetable.replace(with({.func = note_hits(), .slack = 5ms}, "beat", 2s));
  loop.run_for(4s);
  EXPECT_EQ(of("beat").state, "paused");
  timetable.resume("beat");
  loop.run_for(2s);
  EXPECT_THAT(hits, ElementsAre(0s, 6s + 5ms)) << "on the old grid";
  EXPECT_EQ(of("beat").runs, 2U);
}

TEST_F(ScheduleVerbs, AChangedSpanBeginsAGridThatAPauseKeeps) {
  timetable.add(with({.func = note_hits()}, "beat", 2s));
  loop.run_for(1s);
  timetable.pause("beat");
  timetable.replace(with({.func = note_hits()}, "beat", 5s));  // a grid from 1 s on
  loop.run_for(1s);
  timetable.resume("beat");
  loop.run_for(5s);
  EXPECT_THAT(hits, ElementsAre(0s, 6s));
}

TEST_F(ScheduleVerbs, AStoppedScheduleHasNoNextRunUntilItIsStarted) {
  timetable.add(with({.func = note_hits()}, "beat", 2s));
  loop.run_for(1s);
  timetable.stop("beat", 10s);
  timetable.stop("beat", 10s);
  loop.run_for(4s);
  EXPECT_EQ(of("beat").state, "stopped");
  EXPECT_EQ(of("beat").next_due, std::nullopt);
  timetable.start("beat");
  timetable.start("beat");
  loop.run_for(2s);
  EXPECT_THAT(hits, ElementsAre(0s, 5s, 7s)) << "a grid that begins when it is started";
  EXPECT_THAT(log.lines(), ElementsAre("INFO schedule 'beat': stopped, 0 runs are on",
                                       "INFO schedule 'beat': started"));
}

TEST_F(ScheduleVerbs, AStopAsksRunsToStopAfterTheDrain) {
  timetable.add(with({.func = note_hits_for(1h)}, "slow", 2h));
  loop.run_for(1s);
  timetable.stop("slow", 10s);
  loop.run_for(9s);
  EXPECT_EQ(of("slow").running, 1U);
  loop.run_for(1s);
  EXPECT_EQ(of("slow").running, 0U);
  EXPECT_EQ(of("slow").last_outcome, "dropped");
  EXPECT_EQ(log.lines().back(),
            "WARNING schedule 'slow': 1 runs are asked to stop, they did not end in time");
}

TEST_F(ScheduleVerbs, AStopThatIsUndoneInTimeAsksNobody) {
  timetable.add(with({.func = note_hits_for(1min)}, "slow", 2h));
  loop.run_for(1s);
  timetable.stop("slow", 10s);
  loop.run_for(5s);
  timetable.start("slow");
  loop.run_for(1min);
  EXPECT_EQ(of("slow").last_outcome, "ok");
}

TEST_F(ScheduleVerbs, AStopDropsTheTriggersThatWait) {
  timetable.add(with({.func = note_hits_for(1min), .overlap = Overlap::queue}, "slow", 2h));
  loop.run_for(1s);
  callers.spawn(ask("slow"));
  timetable.stop("slow", 10min);
  loop.run_for(1s);
  ASSERT_EQ(outcomes.size(), 1U);
  EXPECT_EQ(outcomes[0].result, Result::dropped);
}

TEST_F(ScheduleVerbs, AStopOutlastsAReload) {
  timetable.add(with({.func = note_hits()}, "beat", 2s));
  loop.run_for(1s);
  timetable.stop("beat", 10s);
  timetable.replace(with({.func = note_hits()}, "beat", 1s));
  loop.run_for(4s);
  EXPECT_EQ(of("beat").state, "stopped");
  EXPECT_THAT(hits, ElementsAre(0s));
}

TEST_F(ScheduleVerbs, ADisabledScheduleIsStartedByHandAndStaysSoOverAReload) {
  timetable.add(with({.func = note_hits(), .enabled = false}, "beat", 2s));
  loop.run_for(1s);
  EXPECT_EQ(of("beat").state, "disabled");
  timetable.start("beat");
  loop.run_for(1s);
  timetable.replace(with({.func = note_hits(), .slack = 1ms, .enabled = false}, "beat", 2s));
  loop.run_for(2s);
  EXPECT_EQ(of("beat").state, "waiting");
  EXPECT_THAT(hits, ElementsAre(1s, 3s + 1ms));
}

TEST_F(ScheduleVerbs, ASectionThatIsDisabledLaterEndsItsGrid) {
  timetable.add(with({.func = note_hits()}, "beat", 2s));
  loop.run_for(1s);
  timetable.replace(with({.func = note_hits(), .enabled = false}, "beat", 2s));
  loop.run_for(4s);
  EXPECT_EQ(of("beat").state, "disabled");
  EXPECT_THAT(hits, ElementsAre(0s));
}

TEST_F(ScheduleVerbs, ATriggerOfAnAppThatStopsIsDropped) {
  timetable.add(with({.func = note_hits_for(5s)}, "slow", 1h));
  loop.run_for(0s);
  callers.spawn(timetable.stop_all(10s));
  const RunOutcome outcome = timetable.trigger_now("slow");
  EXPECT_EQ(outcome.result, Result::dropped);
  EXPECT_EQ(outcome.error, "the app is stopping");
  loop.run_for(5s);
  EXPECT_EQ(callers.size(), 0U);
}

}  // namespace
}  // namespace aio::runtime

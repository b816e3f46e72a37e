// SPDX-License-Identifier: MIT
// How runs end: results and failures for cb and err, timeouts.
#include <gmock/gmock.h>

#include <stdexcept>

#include "tests/runtime/schedules/scheduling.hpp"

namespace aio::runtime {
namespace {

using namespace std::chrono_literals;
using testing::ElementsAre;
using testing::IsEmpty;

class ScheduleEnds : public Scheduling {
 protected:
  ResultFunction keep() {
    return [this](const ScheduledResult& result) {
      heard.push_back(result.name() + ": " + result.result());
    };
  }
  FailureFunction mourn() {
    return [this](const ScheduledFailure& failure) {
      heard.push_back(failure.name() + ": " + failure.error() +
                      (failure.timed_out() ? " (timeout)" : ""));
    };
  }
  std::vector<std::string> heard;
};

std::string answer(ScheduledEvent) {
  return "42";
}
task<std::string> answer_later(ScheduledEvent) {
  co_await sleep(1s);
  co_return "42 at last";
}
void fail(const ScheduledEvent&) {
  throw std::runtime_error("no luck");
}

TEST_F(ScheduleEnds, CbGetsTheResultOfAPlainFunction) {
  timetable.add(with({.func = answer, .cb = keep(), .err = mourn()}, "ask", 1h));
  loop.run_for(0s);
  EXPECT_THAT(heard, ElementsAre("ask: 42"));
}

TEST_F(ScheduleEnds, CbGetsTheResultOfACoroutineWhenItHasEnded) {
  timetable.add(with({.func = answer_later, .cb = keep()}, "ask", 1h));
  loop.run_for(500ms);
  EXPECT_THAT(heard, IsEmpty());
  loop.run_for(500ms);
  EXPECT_THAT(heard, ElementsAre("ask: 42 at last"));
}

TEST_F(ScheduleEnds, CbIsCalledWithNothingForAFunctionWithoutAResult) {
  timetable.add(with({.func = note_hits(), .cb = keep()}, "ask", 1h));
  loop.run_for(0s);
  EXPECT_THAT(heard, ElementsAre("ask: "));
}

TEST_F(ScheduleEnds, ErrGetsTheFailureWhichIsLoggedAndCountedTheSame) {
  timetable.add(with({.func = fail, .cb = keep(), .err = mourn()}, "bad", 1h));
  loop.run_for(0s);
  EXPECT_THAT(heard, ElementsAre("bad: no luck"));
  EXPECT_EQ(of("bad").failures, 1U);
  EXPECT_THAT(log.lines(), ElementsAre("ERROR schedule 'bad': no luck, kept running"));
}

TEST_F(ScheduleEnds, ErrMayLookAtTheExceptionItself) {
  bool same = false;
  const FailureFunction look = [&](const ScheduledFailure& failure) {
    try {
      std::rethrow_exception(failure.exception());
    } catch (const std::runtime_error&) {
      same = true;
    }
  };
  timetable.add(with({.func = fail, .err = look}, "bad", 1h));
  loop.run_for(0s);
  EXPECT_TRUE(same);
}

TEST_F(ScheduleEnds, ACoroutineMayHearOfAResult) {
  const ResultFunction slow = [this](ScheduledResult result) -> task<> {
    co_await sleep(1s);
    heard.push_back(result.config().get("x-colour", "none"));
  };
  timetable.add(with({.func = answer, .cb = slow}, "ask", 10s));
  loop.run_for(1s);
  EXPECT_THAT(heard, ElementsAre("red"));
  EXPECT_EQ(of("ask").running, 0U) << "the run has ended, cb is no part of it";
}

TEST_F(ScheduleEnds, WhatCbAndErrThrowIsLoggedAndCountedAndNothingElse) {
  const ResultFunction bad_cb = [](const ScheduledResult&) {
    throw std::runtime_error("cb is bad");
  };
  const FailureFunction bad_err = [](ScheduledFailure) -> task<> {
    co_await sleep(1s);
    throw std::runtime_error("err is bad");
  };
  timetable.add(with({.func = answer, .cb_name = "m.cb", .cb = bad_cb}, "good", 10s));
  timetable.add(with({.func = fail, .err_name = "m.err", .err = bad_err}, "bad", 10s));
  loop.run_for(2s);
  EXPECT_EQ(of("good").failures, 1U);
  EXPECT_EQ(of("good").last_outcome, "ok");
  EXPECT_EQ(of("bad").failures, 2U);
  EXPECT_THAT(log.lines(), ElementsAre("ERROR schedule 'good': m.cb: cb is bad",
                                       "ERROR schedule 'bad': no luck, kept running",
                                       "ERROR schedule 'bad': m.err: err is bad"));
}

TEST_F(ScheduleEnds, ARunThatTakesLongerThanItsTimeoutIsAskedToStop) {
  timetable.add(
      with({.func = note_hits_for(1h), .cb = keep(), .err = mourn(), .timeout = 2s}, "slow", 1h));
  loop.run_for(3s);
  EXPECT_THAT(heard, ElementsAre("slow: took longer than 2s (timeout)"));
  EXPECT_EQ(of("slow").timeouts, 1U);
  EXPECT_EQ(of("slow").failures, 0U);
  EXPECT_EQ(of("slow").running, 0U);
  EXPECT_EQ(of("slow").last_outcome, "timeout");
  EXPECT_EQ(of("slow").last_error, "took longer than 2s");
  EXPECT_EQ(of("slow").last_duration, 2s);
  EXPECT_THAT(log.lines(), ElementsAre("ERROR schedule 'slow': took longer than 2s, kept running"));
}

TEST_F(ScheduleEnds, CbAndErrHaveATimeoutOfTheirOwnAsLongAsThatOfTheRun) {
  const ResultFunction slow = [this](ScheduledResult) -> task<> { return take(1h); };
  const FailureFunction slow_err = [this](ScheduledFailure) -> task<> { return take(1h); };
  timetable.add(
      with({.func = note_hits_for(1s), .cb_name = "m.cb", .cb = slow, .timeout = 2s}, "good", 24h));
  timetable.add(
      with({.func = fail, .err_name = "m.err", .err = slow_err, .timeout = 2s}, "bad", 24h));
  loop.run_for(2900ms);
  EXPECT_EQ(of("good").timeouts, 0U) << "it began when the run had ended";
  loop.run_for(200ms);
  EXPECT_EQ(of("good").timeouts, 1U);
  EXPECT_EQ(of("good").last_outcome, "ok") << "that of the run";
  EXPECT_EQ(of("bad").timeouts, 1U);
  EXPECT_EQ(of("bad").failures, 1U);
  EXPECT_THAT(log.lines(), ElementsAre("ERROR schedule 'bad': no luck, kept running",
                                       "ERROR schedule 'bad': m.err: took longer than 2s",
                                       "ERROR schedule 'good': m.cb: took longer than 2s"));
  EXPECT_THAT(observer.failures, testing::Contains("schedule/good: m.cb: took longer than 2s"));
  TaskGroup stops(loop);
  stops.spawn(timetable.stop_all(0s));
  loop.run_for(0s);
  EXPECT_EQ(stops.size(), 0U) << "they have ended long since";
}

TEST_F(ScheduleEnds, APlainCbThatTookTooLongIsATimeoutToo) {
  const ResultFunction hold = [this](const ScheduledResult&) { clock.advance(3s); };
  timetable.add(with({.func = answer, .cb_name = "m.cb", .cb = hold, .timeout = 2s}, "ask", 1h));
  loop.run_for(0s);
  EXPECT_EQ(of("ask").timeouts, 1U);
  EXPECT_THAT(log.lines(), ElementsAre("ERROR schedule 'ask': m.cb: took longer than 2s"));
}

TEST_F(ScheduleEnds, ACbWithoutATimeoutIsAskedToStopWithTheApp) {
  const ResultFunction slow = [this](ScheduledResult) -> task<> { return take(1h); };
  timetable.add(with({.func = answer, .cb_name = "m.cb", .cb = slow}, "ask", 24h));
  loop.run_for(1s);
  TaskGroup stops(loop);
  stops.spawn(timetable.stop_all(2s));
  loop.run_for(1900ms);
  EXPECT_EQ(stops.size(), 1U);
  loop.run_for(200ms);
  EXPECT_EQ(stops.size(), 0U);
}

TEST_F(ScheduleEnds, AThousandFailuresAreCountedAndTenOfThemToldAMinute) {
  timetable.add(with({.func = fail}, "bad", 10ms));
  loop.run_for(59s);
  EXPECT_EQ(of("bad").failures, 5901U);
  EXPECT_EQ(log.lines().size(), 10U);
  loop.run_for(1s);
  ASSERT_GT(log.lines().size(), 10U);
  EXPECT_EQ(log.lines().at(10),
            "ERROR schedule 'bad': failed 5990 more times within a minute, the last time: no luck");
}

TEST_F(ScheduleEnds, ARunWithinItsTimeoutEndsWell) {
  timetable.add(with({.func = note_hits_for(1s), .timeout = 2s}, "slow", 1h));
  loop.run_for(5s);
  EXPECT_EQ(of("slow").last_outcome, "ok");
  EXPECT_THAT(log.lines(), IsEmpty());
}

TEST_F(ScheduleEnds, ARunThatIgnoresTheRequestToStopIsToldAndStillOn) {
  timetable.add(with({.func = stubborn_for(30s), .err = mourn(), .timeout = 2s}, "mule", 1h));
  loop.run_for(20s);
  EXPECT_EQ(of("mule").running, 1U);
  EXPECT_THAT(
      log.lines(),
      ElementsAre("ERROR schedule 'mule': took longer than 2s, kept running",
                  "WARNING schedule 'mule': the run was asked to stop 10s ago and is still on"));
  loop.run_for(20s);
  EXPECT_EQ(of("mule").running, 0U);
  EXPECT_EQ(of("mule").last_outcome, "timeout") << "it was told, its late end is not";
  EXPECT_THAT(heard, ElementsAre("mule: took longer than 2s (timeout)"));
}

TEST_F(ScheduleEnds, APlainFunctionThatTookTooLongIsATimeoutToo) {
  const auto hold = [this](ScheduledEvent) { clock.advance(3s); };
  timetable.add(with({.func = hold, .cb = keep(), .err = mourn(), .timeout = 2s}, "hold", 1h));
  loop.run_for(0s);
  EXPECT_THAT(heard, ElementsAre("hold: took longer than 2s (timeout)"));
  EXPECT_EQ(of("hold").timeouts, 1U);
}

TEST_F(ScheduleEnds, ARunKeepsTheHandlersThatItBeganUnder) {
  timetable.add(with({.func = answer_later, .cb = keep()}, "ask", 1h));
  loop.run_for(0s);
  timetable.replace(with({.func = answer_later}, "ask", 1h));
  loop.run_for(1s);
  EXPECT_THAT(heard, ElementsAre("ask: 42 at last"));
}

TEST_F(ScheduleEnds, CbAndErrSeeTheRunsNumberAndTheirOwnName) {
  std::vector<std::string> items;
  const auto note = [&items] {
    const Item& item = *detail::current_item();
    items.push_back(item.name + " " + item.handler);
  };
  const ResultFunction cb = [note](const ScheduledResult&) { note(); };
  timetable.add(
      with({.func = [note](ScheduledEvent) { note(); }, .cb_name = "m.cb", .cb = cb}, "ask", 1h));
  loop.run_for(0s);
  EXPECT_THAT(items, ElementsAre("schedule/ask test.ask", "schedule/ask m.cb"));
}

}  // namespace
}  // namespace aio::runtime

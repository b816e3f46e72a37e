// SPDX-License-Identifier: MIT
#include "tests/sdk/manual_loop.hpp"

#include <aio/sleep.hpp>

#include <gtest/gtest.h>
#include <chrono>
#include <string>
#include <vector>

namespace aio::tests {
namespace {

using namespace std::chrono_literals;

task<> sleep_for(std::chrono::nanoseconds span) {
  co_await sleep(span);
}

task<std::string> sleep_or_say_so(std::chrono::nanoseconds span) {
  try {
    co_await sleep(span);
  } catch (const Cancelled&) {
    co_return "cancelled";
  }
  co_return "slept";
}

task<> note_times(ManualLoop& loop, std::vector<TimePoint::duration>& times) {
  for (int i = 0; i < 3; ++i) {
    co_await sleep(2s);
    times.push_back(loop.now().time_since_epoch());
  }
}

TEST(Sleep, GoesOnWhenTheTimeHasPassedAndNotBefore) {
  ManualLoop loop;
  Started work(sleep_for(2s), &loop);
  loop.pass(1999ms);
  EXPECT_FALSE(work.over());
  loop.pass(1ms);
  EXPECT_TRUE(work.over());
  work.result();
}

TEST(Sleep, CountsFromTheMomentItBegins) {
  ManualLoop loop;
  std::vector<TimePoint::duration> times;
  Started work(note_times(loop, times), &loop);
  loop.pass(7s);
  EXPECT_EQ(times, (std::vector<TimePoint::duration>{2s, 4s, 6s}));
}

TEST(Sleep, ThrowsCancelledInTheNextTurnOfTheLoopWhenAskedToStop) {
  ManualLoop loop;
  Started work(sleep_or_say_so(1h), &loop);
  work.request_stop();
  EXPECT_FALSE(work.over());
  loop.pass(0s);
  ASSERT_TRUE(work.over());
  EXPECT_EQ(work.result(), "cancelled");
  EXPECT_EQ(loop.armed_timers(), 0u);
}

TEST(Sleep, DoesNotBeginInATaskThatWasAskedToStop) {
  ManualLoop loop;
  std::stop_source stop;
  stop.request_stop();
  Started work(sleep_or_say_so(1h), &loop, stop);
  ASSERT_TRUE(work.over());
  EXPECT_EQ(work.result(), "cancelled");
}

TEST(Sleep, LeavesTheLoopWhenItsCoroutineIsDestroyed) {
  ManualLoop loop;
  Started work(sleep_for(1s), &loop);
  EXPECT_EQ(loop.armed_timers(), 1u);
  work.destroy();
  EXPECT_EQ(loop.armed_timers(), 0u);
  work.request_stop();
  loop.pass(2s);
  EXPECT_FALSE(work.over());
}

TEST(Sleep, TakesASpanBeyondTheEndOfTheClock) {
  ManualLoop loop;
  loop.pass(1h);
  Started work(sleep_for(std::chrono::nanoseconds::max()), &loop);
  loop.pass(24h);
  EXPECT_FALSE(work.over());
}

}  // namespace
}  // namespace aio::tests

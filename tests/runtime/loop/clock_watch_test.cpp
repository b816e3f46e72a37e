// SPDX-License-Identifier: MIT
#include "daemon/runtime/loop/clock_watch.hpp"

#include <gmock/gmock.h>

#include "tests/runtime/schedules/scheduling.hpp"

namespace aio::runtime {
namespace {

using namespace std::chrono_literals;
using testing::ElementsAre;
using testing::IsEmpty;

class ClockObserver final : public Observer {
 public:
  void clock_was_set() noexcept override { ++times; }
  int times = 0;
};

class ClockWatchTest : public Scheduling {
 protected:
  static std::chrono::system_clock::time_point day(int year, unsigned month, unsigned day_of_it) {
    return std::chrono::sys_days(std::chrono::year(year) / month / day_of_it);
  }
  ClockWatchTest() { clock.set_wall(day(2026, 3, 29)); }

  ClockObserver told;
};

TEST_F(ClockWatchTest, TellsBothTimesWhenTheWallClockIsSet) {
  const ClockWatch watch(clock, told);
  clock.advance(1h);
  clock.set_wall(day(2026, 3, 30) + 1h);
  EXPECT_THAT(log.lines(),
              ElementsAre("INFO the wall clock was set from 2026-03-29 01:00:00 UTC to 2026-03-30 "
                          "01:00:00 UTC, by +86400 s: schedules keep their pace"));
  EXPECT_EQ(told.times, 1);
}

TEST_F(ClockWatchTest, TellsAJumpBackToo) {
  const ClockWatch watch(clock, told);
  clock.set_wall(day(1970, 1, 1));
  clock.set_wall(day(1970, 1, 1) + 23h);
  clock.set_wall(day(1970, 1, 1) + 22h);
  ASSERT_EQ(log.lines().size(), 3U);
  EXPECT_EQ(log.lines()[2],
            "INFO the wall clock was set from 1970-01-01 23:00:00 UTC to 1970-01-01 22:00:00 UTC, "
            "by -3600 s: schedules keep their pace");
}

TEST_F(ClockWatchTest, ALeapSecondIsTold) {
  const ClockWatch watch(clock, told);
  clock.set_wall(day(2026, 3, 29) - 1s);
  EXPECT_EQ(log.lines().size(), 1U);
}

TEST_F(ClockWatchTest, TellsThatTheMachineSlept) {
  const ClockWatch watch(clock, told);
  clock.advance(1h);
  clock.sleep_machine(8h);
  EXPECT_THAT(log.lines(),
              ElementsAre("INFO the machine slept for 28800 s, from 2026-03-29 01:00:00 UTC to "
                          "2026-03-29 09:00:00 UTC: schedules go on where they were"));
}

TEST_F(ClockWatchTest, ACorrectionTooSmallToMatterIsNotTold) {
  const ClockWatch watch(clock, told);
  clock.set_wall(day(2026, 3, 29) + 200ms);
  EXPECT_THAT(log.lines(), IsEmpty());
}

TEST_F(ClockWatchTest, HearsNothingOnceItIsGone) {
  { const ClockWatch watch(clock, told); }
  clock.set_wall(day(2030, 1, 1));
  EXPECT_THAT(log.lines(), IsEmpty());
}

// A day forward, an hour back, 1970, a sleep: no run is lost, none comes twice.
TEST_F(ClockWatchTest, NoJumpOfTheWallClockMovesASchedule) {
  const ClockWatch watch(clock, told);
  timetable.add(with({.func = note_hits()}, "beat", 10s));
  loop.run_for(5s);
  clock.set_wall(day(2026, 3, 30));
  loop.run_for(10s);
  clock.set_wall(day(2026, 3, 30) - 1h);
  loop.run_for(10s);
  clock.set_wall(day(1970, 1, 1));
  loop.run_for(10s);
  clock.sleep_machine(24h);
  loop.run_for(10s);
  EXPECT_THAT(hits, ElementsAre(0s, 10s, 20s, 30s, 40s));
  EXPECT_EQ(of("beat").missed, 0U);
}

TEST(SteadyClockTest, WatchesTheRealWallClockAndCanBeAskedToStop) {
  EventLoop loop;
  loop.clock().watch_wall([] {});
  loop.clock().watch_wall({});
  loop.clock().watch_wall([] {});
  loop.context().poll();
  const ClockReading reading = loop.clock().reading();
  EXPECT_LT(reading.wall - std::chrono::system_clock::now(), 1s);
  EXPECT_GE(reading.asleep, -1ms);
}

}  // namespace
}  // namespace aio::runtime

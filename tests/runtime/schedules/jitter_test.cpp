// SPDX-License-Identifier: MIT
#include "daemon/runtime/schedules/jitter.hpp"

#include <gmock/gmock.h>

#include <array>
#include <set>

#include "tests/runtime/schedules/scheduling.hpp"

namespace aio::runtime {
namespace {

using namespace std::chrono_literals;
using testing::ElementsAre;

TEST(Jitter, IsTheSameOnOneMachineForOneName) {
  EXPECT_EQ(part_of(1h, "0123456789abcdef", "beat"), 2'534'392'756'271ns);
  EXPECT_EQ(part_of(1h, "0123456789abcdef", "beat"), part_of(1h, "0123456789abcdef", "beat"));
}

TEST(Jitter, TellsMachinesAndNamesApart) {
  std::set<std::chrono::nanoseconds> parts;
  for (const char* machine : {"a", "b", "c", ""})
    for (const char* name : {"beat", "beat1", "beat2"}) parts.insert(part_of(1h, machine, name));
  EXPECT_EQ(parts.size(), 12U);
}

TEST(Jitter, SpreadsSimilarNamesOverTheWholeSpan) {
  std::array<int, 10> tenths{};
  for (int i = 0; i < 10'000; ++i)
    ++tenths.at(static_cast<std::size_t>(part_of(10s, "m", "job" + std::to_string(i)) / 1s));
  for (const int count : tenths) EXPECT_NEAR(count, 1000, 150);
}

TEST(Jitter, OfNothingIsNothing) {
  EXPECT_EQ(part_of(0s, "machine", "beat"), 0s);
}

using ScheduleJitter = Scheduling;

TEST_F(ScheduleJitter, MovesTheWholeGridByItsPart) {
  const auto part = part_of(10s, "a machine", "beat");
  Timetable moved(
      loop, observer, [](const std::string&) { return Section(); }, "a machine");
  moved.add(with({.func = note_hits(), .jitter = 10s}, "beat", 1min));
  loop.run_for(3min);
  EXPECT_THAT(hits, ElementsAre(part, part + 1min, part + 2min));
}

TEST_F(ScheduleJitter, KeepsItsPhaseOverAReloadUntilTheJitterChanges) {
  timetable.add(with({.func = note_hits(), .jitter = 10s}, "beat", 1min));
  loop.run_for(90s);
  hits.clear();
  timetable.replace(with({.func = note_hits(), .jitter = 10s}, "beat", 1min));
  loop.run_for(1min);
  EXPECT_THAT(hits, ElementsAre(part_of(10s, "", "beat") + 2min));
  hits.clear();
  timetable.replace(with({.func = note_hits()}, "beat", 1min));
  loop.run_for(0s);
  EXPECT_THAT(hits, ElementsAre(150s));
}

TEST_F(ScheduleJitter, SlackLetsSchedulesShareAWakeUpAndMovesNoGrid) {
  timetable.add(with({.func = note_hits(), .slack = 100ms}, "a", 2000ms));
  timetable.add(with({.func = note_hits(), .slack = 100ms}, "b", 2050ms));
  loop.run_for(3s);
  EXPECT_THAT(hits, ElementsAre(0s, 0s, 2100ms, 2100ms)) << "as late as the first of them may be";
  EXPECT_EQ(of("a").next_due, start + 4000ms);
  EXPECT_EQ(of("b").next_due, start + 4100ms);
  EXPECT_EQ(of("b").missed, 0U);
}

TEST_F(ScheduleJitter, SlackIsNoMoreThanAQuarterOfTheSpan) {
  timetable.add(with({.func = note_hits(), .slack = 1s}, "fast", 1ms));
  loop.run_for(10ms);
  EXPECT_EQ(of("fast").missed, 0U);
  EXPECT_EQ(of("fast").runs, 10U);
}

}  // namespace
}  // namespace aio::runtime

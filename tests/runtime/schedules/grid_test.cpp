// SPDX-License-Identifier: MIT
#include "daemon/runtime/schedules/grid.hpp"

#include <gmock/gmock.h>

#include "daemon/runtime/schedules/timetable.hpp"
#include "tests/runtime/schedules/scheduling.hpp"

namespace aio::runtime {
namespace {

using namespace std::chrono_literals;
using testing::ElementsAre;

constexpr TimePoint origin{1000s};

TEST(Grid, GoesOnBehindTheLastMomentThatWasRun) {
  const GridPoint grid{10s, 0s, origin};
  EXPECT_EQ(first_after(grid, TimePoint(0s)), origin) << "never run yet";
  EXPECT_EQ(first_after(grid, origin), origin + 10s);
  EXPECT_EQ(first_after(grid, origin + 9s), origin + 10s);
  EXPECT_EQ(first_after(grid, origin + 10s), origin + 20s);
  EXPECT_EQ(first_after(grid, origin + 3600s), origin + 3610s);
}

TEST(Grid, IsTheSameOneBehindItsText) {
  const Grids grids{{"a/b", {10s, 1s, origin}}, {"z", {1ns, 0s, origin + 1ns}}};
  EXPECT_EQ(dumped(grids), "10000000000 1000000000 1000000000000 a/b\n1 0 1000000000001 z\n");
  EXPECT_EQ(dumped(parse_grids(dumped(grids))), dumped(grids));
}

TEST(Grid, LeavesOutWhatIsNoLineOfIt) {
  EXPECT_TRUE(parse_grids("").empty());
  EXPECT_TRUE(parse_grids("1 2 3").empty());
  EXPECT_TRUE(
      parse_grids("1 2 3\n0 0 5 a\n-1 0 5 a\n1 -1 5 a\n1 1 -5 a\nx 1 1 a\n1 1 1 \n").empty());
  EXPECT_TRUE(parse_grids("99999999999999999999 0 5 a\n").empty());
}

using GridOfTimetable = Scheduling;

TEST_F(GridOfTimetable, GoesOnWhereItStoodWithOneRunForAllThatCameDueMeanwhile) {
  LastDue last((start - 12s).time_since_epoch().count());
  timetable.go_on({{"beat", {5s, 0s, start - 103s}}}, last);
  timetable.add(spec("beat", 5s, note_hits()));
  EXPECT_EQ(timetable.grids().at("beat").due, start - 8s);
  loop.run_for(5s);
  EXPECT_THAT(hits, ElementsAre(0s, 2s));
  EXPECT_EQ(timetable.snapshot("beat").missed, 1U);
  EXPECT_EQ(TimePoint(std::chrono::nanoseconds(last.load())), start + 2s);
}

TEST_F(GridOfTimetable, AnotherSpanOrAGridThatIsForgottenBeginsAnew) {
  LastDue last(start.time_since_epoch().count());
  timetable.go_on({{"beat", {5s, 0s, start + 1s}}, {"late", {5s, 0s, start + 1s}}}, last);
  timetable.add(spec("beat", 4s, note_hits()));
  EXPECT_EQ(timetable.grids().at("beat").due, start);
  timetable.forget_grids();
  timetable.add(spec("late", 5s, note_hits()));
  EXPECT_EQ(timetable.grids().at("late").due, start);
}

}  // namespace
}  // namespace aio::runtime

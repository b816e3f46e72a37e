// SPDX-License-Identifier: MIT
#include "ctl/event_line.hpp"

#include <gtest/gtest.h>

#include "tests/ctl/utc.hpp"
#include "tests/ctl/values.hpp"

namespace aio::ctl {
namespace {

constexpr std::uint64_t time_usec = 1'795'906'639'662'380;  // Sat 2026-11-28 22:57:19.662 UTC

std::string line(const Event& event) {
  return event_line(event, Screen());
}

TEST(EventLine, OfARunHasItsNumberAndItsCause) {
  test::use_utc();
  EXPECT_EQ(line({time_usec,
                  "run",
                  "schedule/beat",
                  {{"state", word("started")}, {"id", number(7)}, {"cause", word("due")}}}),
            "Nov 28 22:57:19.662  run         schedule/beat           started    run 7, due\n");
}

TEST(EventLine, OfARunThatHasEndedSaysHow) {
  test::use_utc();
  EXPECT_EQ(line({time_usec,
                  "run",
                  "schedule/beat",
                  {{"state", word("ended")},
                   {"id", number(7)},
                   {"cause", word("due")},
                   {"outcome", word("failed")},
                   {"duration_usec", number(5000)},
                   {"error", word("the beat was missed")}}}),
            "Nov 28 22:57:19.662  run         schedule/beat           failed     run 7, due, took "
            "5ms: the beat was missed\n");
}

TEST(EventLine, OfAnEmitCountsItsOutcomes) {
  test::use_utc();
  EXPECT_EQ(line({time_usec,
                  "signal",
                  "signal/word",
                  {{"state", word("ended")},
                   {"ok", number(2)},
                   {"failed", number(1)},
                   {"duration_usec", number(40)}}}),
            "Nov 28 22:57:19.662  signal      signal/word             ended      2 ok, 1 failed, "
            "took 40us\n");
}

TEST(EventLine, OfAChangeNamesWhatWasDone) {
  test::use_utc();
  EXPECT_EQ(line({time_usec,
                  "config",
                  "",
                  {{"state", word("applied")},
                   {"generation", number(2)},
                   {"done", Value(std::vector<std::string>{"started schedule/a"})}}}),
            "Nov 28 22:57:19.662  config      -                       applied    generation 2: "
            "started schedule/a\n");
}

TEST(EventLine, IsOneLineWhateverWasSaid) {
  test::use_utc();
  EXPECT_EQ(line({time_usec,
                  "connection",
                  "server/a\nb",
                  {{"state", word("opened")}, {"peer", word("@x\n")}, {"connections", number(1)}}}),
            "Nov 28 22:57:19.662  connection  server/a\\nb             opened     @x\\n, 1 open\n");
}

TEST(EventLine, HasASignAndAColourOnATerminal) {
  test::use_utc();
  const Event lost{time_usec, "lost", "", {{"count", number(1200)}}};
  const Screen terminal{.width = 80, .colour = true};
  EXPECT_NE(event_line(lost, terminal).find("\x1b["), std::string::npos);
  EXPECT_EQ(line(lost),
            "Nov 28 22:57:19.662  lost        -                       lost       1,200 events, "
            "which were not read in time\n");
}

}  // namespace
}  // namespace aio::ctl

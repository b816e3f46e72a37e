// SPDX-License-Identifier: MIT
#include "ctl/remarks.hpp"

#include <chrono>

#include <gtest/gtest.h>
#include "tests/ctl/values.hpp"

namespace aio::ctl {
namespace {

std::string remarks_of(std::vector<Item> items) {
  return remarks({{}, std::move(items)}, Time(std::chrono::seconds(10)), {});
}

TEST(Remarks, SayNothingWhenAllIsWell) {
  EXPECT_EQ(remarks_of({}), "");
  EXPECT_EQ(remarks_of({{"schedule", "s", {{"runs", number(3)}, {"missed", number(0)}}},
                        {"server", "s", {{"accepted", number(3)}, {"idle_closed", number(2)}}}}),
            "");
}

TEST(Remarks, HaveALineForTheCountsOfEachItem) {
  EXPECT_EQ(
      remarks_of({{"schedule",
                   "beat",
                   {{"missed", number(2)}, {"queued", number(1)}, {"timeouts", number(3)}}},
                  {"server", "dns", {{"datagrams_dropped", number(12)}}},
                  {"server", "web", {{"refused", number(4)}}},
                  {"listener",
                   "Boom",
                   {{"dropped", number(7)}, {"waiting", number(5)}, {"timeouts", number(6)}}}}),
      "! schedule/beat: 1 queued, 2 missed, 3 timed out\n"
      "! server/dns: 12 datagrams dropped\n"
      "! server/web: 4 refused\n"
      "! listener/Boom: 5 waiting, 6 timed out, 7 dropped\n");
}

TEST(Remarks, TellHowTheLastRunEndedAndWhen) {
  const auto ended = [](const char* outcome, const char* error) {
    return remarks_of({{"schedule",
                        "s",
                        {{"last_outcome", word(outcome)},
                         {"last_error", word(error)},
                         {"last_start_usec", number(4'000'000)},
                         {"last_duration_usec", number(1'000'000)}}}});
  };
  EXPECT_EQ(ended("failed", "no\nluck"), "× schedule/s failed 5s ago: no\n");
  EXPECT_EQ(ended("timeout", ""), "× schedule/s timed out 5s ago\n");
  EXPECT_EQ(ended("dropped", "late"), "× schedule/s was dropped 5s ago: late\n");
  EXPECT_EQ(ended("ok", ""), "");
}

TEST(Remarks, DoNotDateARunWhileAnotherIsOn) {
  EXPECT_EQ(
      remarks_of({{"schedule", "s", {{"last_outcome", word("failed")}, {"running", number(1)}}}}),
      "× schedule/s failed\n");
}

TEST(Remarks, TellOfAServerThatWaitsUnlessAProblemDoes) {
  const std::vector<Item> servers = {{"server",
                                      "web",
                                      {{"type", word("tcp")},
                                       {"address", word("::")},
                                       {"port", number(80)},
                                       {"state", word("waiting")}}}};
  EXPECT_EQ(remarks_of(servers), "× server/web waits for its address, tcp [::]:80\n");
  const std::vector<std::string> problems = {"a.conf:1: server 'web' cannot be opened"};
  EXPECT_EQ(remarks({{{"problems", problems}}, servers}, {}, {}),
            "× a.conf:1: server 'web' cannot be opened\n");
}

TEST(Remarks, TellOfTheLastStallAndOfLostLines) {
  Properties runner = {{"stalls", number(1)},
                       {"last_stall_usec", number(5'000'000)},
                       {"last_stall_duration_usec", number(2'000'000)},
                       {"log_lines_dropped", number(1)}};
  EXPECT_EQ(remarks({runner, {}}, Time(std::chrono::seconds(10)), {}),
            "! something held up the loop for 2s, 5s ago\n! the log has dropped 1 line\n");
}

}  // namespace
}  // namespace aio::ctl

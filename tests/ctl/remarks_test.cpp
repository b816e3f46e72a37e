// SPDX-License-Identifier: MIT
#include "ctl/remarks.hpp"

#include <gtest/gtest.h>

namespace aio::ctl {
namespace {

Value number(std::uint64_t value) {
  return value;
}

Value word(const char* value) {
  return std::string(value);
}

TEST(Remarks, SayNothingWhenAllIsWell) {
  EXPECT_EQ(remarks({}), "");
  EXPECT_EQ(remarks({{"schedule", "s", {{"runs", number(3)}, {"missed", number(0)}}},
                     {"server", "s", {{"accepted", number(3)}, {"idle_closed", number(2)}}}}),
            "");
}

TEST(Remarks, HaveALineForTheCountsOfEachItem) {
  EXPECT_EQ(remarks({{"schedule",
                      "beat",
                      {{"missed", number(2)}, {"queued", number(1)}, {"timeouts", number(3)}}},
                     {"server", "dns", {{"datagrams_dropped", number(12)}}},
                     {"server", "web", {{"refused", number(4)}}},
                     {"listener",
                      "Boom",
                      {{"dropped", number(7)}, {"waiting", number(5)}, {"timeouts", number(6)}}}}),
            "schedule/beat: 1 queued, 2 missed, 3 timed out\n"
            "server/dns: 12 datagrams dropped\n"
            "server/web: 4 refused\n"
            "listener/Boom: 5 waiting, 6 timed out, 7 dropped\n");
}

TEST(Remarks, TellHowTheLastRunEnded) {
  const auto ended = [](const char* outcome) {
    return remarks(
        {{"schedule", "s", {{"last_outcome", word(outcome)}, {"last_error", word("no\nluck")}}}});
  };
  EXPECT_EQ(ended("failed"), "schedule/s failed: no\\nluck\n");
  EXPECT_EQ(ended("timeout"), "schedule/s timed out: no\\nluck\n");
  EXPECT_EQ(ended("dropped"), "schedule/s was dropped: no\\nluck\n");
}

}  // namespace
}  // namespace aio::ctl

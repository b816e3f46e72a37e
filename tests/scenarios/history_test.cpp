// SPDX-License-Identifier: MIT
// What a real aiod remembers of its items, as anybody may ask it over the bus.
#include "tests/scenarios/client.hpp"
#include "tests/scenarios/scenario.hpp"

namespace aio::scenarios {
namespace {

using testing::HasSubstr;
using testing::Not;

class History : public Scenario {
 protected:
  History() {
    place.write("aio.conf",
                "[aio]\ndrain = 100ms\n[schedule/beat]\nevery = 1h\nfunc = probe.beat\n"
                "[schedule/bad]\nevery = 1h\nfunc = probe.failing_beat\n"
                "[schedule/endless]\nevery = 1h\nfunc = probe.endless_beat\n");
  }
  Finished history(const std::string& item) const {
    return call("Manager", "History", {"sa{sv}", item, "0"});
  }
};

TEST_F(History, AScheduleTellsItsRunsAndLines) {
  const Daemon daemon(place);
  ASSERT_TRUE(daemon.logs("beat of beat"));
  const auto beat = history("schedule/beat");
  EXPECT_THAT(beat.out, HasSubstr(R"("cause" s "due")"));
  EXPECT_THAT(beat.out, HasSubstr(R"("outcome" s "ok")"));
  EXPECT_THAT(beat.out, HasSubstr(R"("text" s "beat of beat")"));
  EXPECT_THAT(history("schedule/bad").out, HasSubstr(R"("error" s "the beat was missed")"));
  EXPECT_THAT(history("schedule/endless").out, HasSubstr(R"("outcome" s "running")"));
  EXPECT_THAT(history("").out, HasSubstr(R"("text" s "ready: 3 schedules)"));
}

TEST_F(History, WhatIsNoItemIsRefusedByName) {
  const Daemon daemon(place);
  EXPECT_THAT(history("schedule/none").err, HasSubstr("there is no schedule 'none'"));
  EXPECT_THAT(history("beat").err, HasSubstr("the item is KIND/NAME, not 'beat'"));
  EXPECT_THAT(history("unit/beat").err, HasSubstr("'unit' is no kind"));
  EXPECT_THAT(call("Manager", "History", {"sa{sv}", "", "1", "wings", "b", "true"}).err,
              HasSubstr("unknown option 'wings'"));
}

}  // namespace
}  // namespace aio::scenarios

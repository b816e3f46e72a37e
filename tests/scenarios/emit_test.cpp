// SPDX-License-Identifier: MIT
// aioctl emit: every listener of the signal is called, and its outcome comes back.
#include "tests/scenarios/scenario.hpp"

namespace aio::scenarios {
namespace {

using testing::HasSubstr;
using testing::Not;

class Emit : public Scenario {
 protected:
  Emit() {
    place.write("aio.conf",
                "[listen/one]\n"
                "Example-Signal = probe.hear\n"
                "mixed = probe.hear_late\n\tprobe.fail\n\tprobe.hear_too\n\tprobe.hear_too\n"
                "[listen/two]\n"
                "example-signal = probe.hear_too\n"
                "endless = probe.never_end\n");
  }
};

TEST_F(Emit, ReachesAListenerAndAnswersWithItsOutcome) {
  Daemon daemon(place);
  const auto emitted = aioctl({"emit", "example-signal", "BOOM"});
  EXPECT_THAT(emitted, ExitsWith(0));
  EXPECT_THAT(emitted.out, HasSubstr("probe.hear"));
  EXPECT_THAT(emitted.out, HasSubstr("ok"));
  EXPECT_TRUE(daemon.logs("heard example-signal: BOOM"));
}

TEST_F(Emit, SectionsAddTheirListenersAndNamesDoNotTellCaseApart) {
  Daemon daemon(place);
  EXPECT_THAT(aioctl({"emit", "EXAMPLE-signal", "BOOM"}), ExitsWith(0));
  EXPECT_TRUE(daemon.logs("heard EXAMPLE-signal: BOOM"));
  EXPECT_TRUE(daemon.logs("heard too EXAMPLE-signal: BOOM"));
}

TEST_F(Emit, AThrowingListenerIsItsOwnOutcomeAndNobodyElses) {
  Daemon daemon(place);
  const auto emitted = aioctl({"--json", "emit", "mixed"});
  EXPECT_THAT(emitted, ExitsWith(1));
  const auto outcomes = nlohmann::json::parse(emitted.out).at("outcomes");
  ASSERT_EQ(outcomes.size(), 3u) << "the same function twice in one signal is one";
  EXPECT_EQ(outcomes[0].at("handler"), "probe.hear_late");
  EXPECT_EQ(outcomes[0].at("outcome"), "ok");
  EXPECT_EQ(outcomes[1].at("handler"), "probe.fail");
  EXPECT_EQ(outcomes[1].at("outcome"), "failed");
  EXPECT_EQ(outcomes[1].at("error"), "the listener threw");
  EXPECT_EQ(outcomes[2].at("outcome"), "ok");
  EXPECT_THAT(aioctl({"emit", "example-signal"}), ExitsWith(0)) << "the daemon goes on";
}

TEST_F(Emit, DataIsTakenVerbatim) {
  Daemon daemon(place);
  for (const std::string data : {"[\"x\"]", "-1", "-g", "=x", "a b"}) {
    EXPECT_THAT(aioctl({"emit", "example-signal", data}), ExitsWith(0));
    EXPECT_TRUE(daemon.logs("heard example-signal: " + data + "\n"));
  }
  EXPECT_THAT(aioctl({"emit", "example-signal", "--", "--json"}), ExitsWith(0));
  EXPECT_TRUE(daemon.logs("heard example-signal: --json\n"));
}

TEST_F(Emit, EndsWith8WhenNobodyListens) {
  Daemon daemon(place);
  EXPECT_THAT(aioctl({"emit", "unheard-of"}), ExitsWith(8));
}

TEST_F(Emit, EndsWith124WhenItsTimeIsUp) {
  Daemon daemon(place);
  EXPECT_THAT(aioctl({"--timeout", "200ms", "emit", "endless"}), ExitsWith(124));
  EXPECT_THAT(aioctl({"emit", "example-signal"}), ExitsWith(0)) << "the daemon goes on";
}

TEST_F(Emit, TellsOfEveryOddEndAndLivesOn) {
  place.write("aio.conf",
              "[listen/odd]\nodd =\n  probe.hold_nothing\n  probe.throw_odd_bytes\n"
              "  probe.throw_a_number\n  probe.hear\n");
  Daemon daemon(place);
  const auto told = aioctl({"--json", "emit", "odd"});
  EXPECT_THAT(told, ExitsWith(1));
  EXPECT_THAT(told.out, HasSubstr("the function returned an empty task"));
  EXPECT_THAT(told.out, HasSubstr("odd \xEF\xBF\xBD bytes"));
  EXPECT_EQ(daemon.stop(), 0);
}

TEST_F(Emit, AThrowingScheduleEndsItsRunOnly) {
  place.write("aio.conf", "[schedule/bad]\nevery = 10ms\nfunc = probe.failing_beat\n");
  Daemon daemon(place);
  EXPECT_TRUE(daemon.logs("the beat was missed"));
  EXPECT_TRUE(daemon.logs("the beat was missed", daemon.log().rfind("the beat was missed") + 1));
  const auto bad = status_of("schedules", "bad");
  EXPECT_GE(bad.at("failures"), 1);
  EXPECT_EQ(bad.at("last_error"), "the beat was missed");
  EXPECT_EQ(daemon.stop(), 0);
}

TEST_F(Emit, AThrowingProtocolEndsItsConnectionOnly) {
  place.write("aio.conf",
              "[server/bad]\nprotocol = probe.Throwing\nport = 0\n"
              "[server/good]\nprotocol = aio.demo.Addition\nport = 0\n");
  Daemon daemon(place);
  Client good(port_of("good"));
  Client bad(port_of("bad"));
  bad.send("x");
  EXPECT_TRUE(daemon.logs("the protocol threw"));
  good.send("2 + 2 + 3");
  EXPECT_EQ(good.receive_all(), "7");
}

}  // namespace
}  // namespace aio::scenarios

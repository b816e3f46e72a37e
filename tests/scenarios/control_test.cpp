// SPDX-License-Identifier: MIT
// aioctl trigger, pause, resume, start, stop and log-level: what acts on what a
// real aiod runs.
#include "tests/scenarios/verbs.hpp"

namespace aio::scenarios {
namespace {

using testing::HasSubstr;
using testing::Not;
using testing::StartsWith;

using TriggerVerb = Verbs;

TEST_F(TriggerVerb, RunsAScheduleAndTellsHowItEnded) {
  const Daemon daemon(place);
  ASSERT_TRUE(daemon.logs("beat of beat"));
  const auto first = daemon.log().find("beat of beat") + 1;
  const auto ended = aioctl({"trigger", "beat"});
  EXPECT_THAT(ended, ExitsWith(0));
  EXPECT_THAT(ended.out, StartsWith("SCHEDULE  OUTCOME  TIME"));
  EXPECT_THAT(ended.out, HasSubstr("beat      ok "));
  EXPECT_TRUE(daemon.logs("beat of beat", first));
  EXPECT_THAT(aioctl({"trigger", "schedule/beat"}), ExitsWith(0));
}

TEST_F(TriggerVerb, EndsWith1ForARunThatFailsOrTimesOut) {
  const Daemon daemon(place);
  const auto failed = aioctl({"trigger", "bad"});
  EXPECT_THAT(failed, ExitsWith(1));
  EXPECT_EQ(failed.err, "aioctl: the run of 'bad' failed: the beat was missed\n");
  EXPECT_THAT(aioctl({"config", "-s", "schedule/endless:timeout", "50ms"}), ExitsWith(0));
  const auto late = aioctl({"trigger", "endless", "--json"});
  EXPECT_THAT(late, ExitsWith(1));
  EXPECT_THAT(late.err, StartsWith("aioctl: the run of 'endless' timed out"));
  EXPECT_EQ(nlohmann::json::parse(late.out).at("outcome"), "timeout");
}

TEST_F(TriggerVerb, WaitsForNoEndWhenToldSoAndNoLongerThanItsTimeout) {
  const Daemon daemon(place);
  EXPECT_THAT(aioctl({"trigger", "endless", "--no-wait"}), ExitsWith(0));
  EXPECT_TRUE(daemon.logs("endless beat of endless"));
  EXPECT_THAT(aioctl({"config", "-s", "schedule/endless:overlap", "parallel"}), ExitsWith(0));
  EXPECT_THAT(aioctl({"--timeout", "200ms", "trigger", "endless"}), ExitsWith(124));
}

TEST_F(TriggerVerb, EndsWith5ForWhatIsNoSchedule) {
  const Daemon daemon(place);
  const auto missing = aioctl({"trigger", "beatt"});
  EXPECT_THAT(missing, ExitsWith(5));
  EXPECT_EQ(missing.err, "aioctl: there is no schedule 'beatt'\nHint: did you mean 'beat'?\n");
  EXPECT_THAT(aioctl({"trigger", "server/sum"}), ExitsWith(5));
}

using ControlVerbs = Verbs;

TEST_F(ControlVerbs, HoldAScheduleUntilItIsResumedAndOverAReload) {
  const Daemon daemon(place);
  EXPECT_EQ(aioctl({"pause", "beat"}).out, "paused schedule/beat\n");
  EXPECT_THAT(aioctl({"pause", "beat"}), ExitsWith(0)) << "a second time is no error";
  EXPECT_EQ(status_of("schedules", "beat").at("state"), "paused");
  EXPECT_THAT(aioctl({"is-active", "beat"}), ExitsWith(3));
  EXPECT_THAT(aioctl({"list-schedules"}).out, HasSubstr("  paused  "));
  EXPECT_THAT(aioctl({"reload"}), ExitsWith(0));
  EXPECT_EQ(status_of("schedules", "beat").at("state"), "paused");
  EXPECT_EQ(aioctl({"resume", "beat"}).out, "resumed schedule/beat\n");
  EXPECT_EQ(status_of("schedules", "beat").at("state"), "waiting");
}

TEST_F(ControlVerbs, StartADisabledScheduleAndStopItAgain) {
  const Daemon daemon(place);
  EXPECT_THAT(aioctl({"start", "schedule/endless"}), ExitsWith(0));
  EXPECT_TRUE(daemon.logs("endless beat of endless"));
  EXPECT_THAT(aioctl({"is-active", "schedule/endless"}), ExitsWith(0));
  EXPECT_THAT(aioctl({"config", "-s", "aio:drain", "10ms"}), ExitsWith(0));
  EXPECT_THAT(aioctl({"stop", "schedule/endless"}), ExitsWith(0));
  EXPECT_EQ(status_of("schedules", "endless").at("state"), "stopped");
}

TEST_F(ControlVerbs, StopAServerAndStartItAgain) {
  const auto port = free_port();
  place.write("aio.conf",
              "[server/sum]\nprotocol = aio.demo.Addition\nport = " + std::to_string(port) + "\n");
  const Daemon daemon(place);
  EXPECT_EQ(aioctl({"stop", "sum"}).out, "stopped server/sum\n");
  EXPECT_THROW(Client{port}, std::exception) << "nobody listens there";
  EXPECT_THAT(aioctl({"is-active", "sum"}), ExitsWith(3));
  EXPECT_EQ(aioctl({"start", "sum"}).out, "started server/sum\n");
  Client client(port);
  client.send("2 + 3");
  EXPECT_EQ(client.receive_all(), "5");
}

using LogLevelVerb = Verbs;

TEST_F(LogLevelVerb, HoldsUntilItGoesBackToTheConfiguration) {
  const Daemon daemon(place);
  EXPECT_EQ(aioctl({"log-level", "root"}).out, "INFO\n");
  EXPECT_EQ(aioctl({"log-level", "root", "debug"}).out, "DEBUG\n");
  EXPECT_THAT(aioctl({"emit", "whisper", "loud"}), ExitsWith(0));
  EXPECT_TRUE(daemon.logs("whispered loud"));
  EXPECT_EQ(aioctl({"log-level", "root", "default"}).out, "INFO\n");
  EXPECT_THAT(place.read("aio.conf"), Not(HasSubstr("DEBUG")));
  EXPECT_THAT(aioctl({"log-level"}).out, StartsWith("LOGGER"));
  EXPECT_THAT(aioctl({"log-level", "nobody-logs-so"}), ExitsWith(5));
}

}  // namespace
}  // namespace aio::scenarios

// SPDX-License-Identifier: MIT
// Schedules of a real aiod: a process that stood still, results, what outlasts a reload.
#include <signal.h>

#include <chrono>
#include <thread>

#include "tests/scenarios/scenario.hpp"

namespace aio::scenarios {
namespace {

using namespace std::chrono_literals;
using Clock = std::chrono::steady_clock;

class Schedules : public Scenario {};

// The time that it stands still is the subject here; nothing waits for less.
TEST_F(Schedules, AProcessThatStoodStillMakesOneRunAndCountsWhatItMissed) {
  place.write("aio.conf", "[schedule/beat]\nevery = 100ms\nfunc = probe.rest\n");
  const Daemon daemon(place);
  ASSERT_EQ(kill(daemon.process().pid(), SIGSTOP), 0);
  const auto stopped = Clock::now();
  std::this_thread::sleep_for(3s);
  const auto still = Clock::now() - stopped;
  ASSERT_EQ(kill(daemon.process().pid(), SIGCONT), 0);
  ASSERT_TRUE(daemon.logs("schedule 'beat': the loop was late"));

  const auto beat = status_of("schedules", "beat");
  EXPECT_GE(beat.at("missed").get<int>(), still / 100ms - 2);
  // All that ran before and after, and one for the time between: no burst.
  const auto lived = std::chrono::microseconds(beat.at("last_start_usec").get<std::int64_t>() -
                                               status().at("since_usec").get<std::int64_t>());
  EXPECT_LE(beat.at("runs").get<int>(), (lived - still) / 100ms + 3);
}

TEST_F(Schedules, CbHearsAResultAndErrAFailure) {
  place.write("aio.conf",
              "[schedule/load]\nevery = 1h\nfunc = aio.demo.load\ncb = aio.demo.tell_result\n"
              "[schedule/bad]\nevery = 1h\nfunc = probe.failing_beat\nerr = aio.demo.tell_failure\n"
              "[schedule/long]\nevery = 1h\nfunc = probe.endless_beat\ntimeout = 50ms\n"
              "err = aio.demo.tell_failure\n");
  const Daemon daemon(place);
  EXPECT_TRUE(daemon.logs("INFO 'load' says "));
  EXPECT_TRUE(daemon.logs("ERROR schedule 'bad': the beat was missed, kept running"));
  EXPECT_TRUE(daemon.logs("WARNING 'bad' did not do it: the beat was missed"));
  EXPECT_TRUE(daemon.logs("WARNING 'long' did not do it: took longer than 50ms"));
  EXPECT_EQ(status_of("schedules", "long").at("timeouts"), 1);
  EXPECT_EQ(status_of("schedules", "long").at("last_outcome"), "timeout");
}

TEST_F(Schedules, APausedOneStaysPausedOverAReloadThatChangesIt) {
  place.write("aio.conf", "[schedule/beat]\nevery = 1h\nfunc = probe.rest\n");
  const Daemon daemon(place);
  ASSERT_THAT(aioctl({"pause", "schedule/beat"}), ExitsWith(0));
  EXPECT_TRUE(daemon.logs("schedule 'beat': paused"));
  place.write("aio.conf", "[schedule/beat]\nevery = 1h\nfunc = probe.rest\noverlap = queue\n");
  ASSERT_THAT(aioctl({"reload"}), ExitsWith(0));
  EXPECT_EQ(status_of("schedules", "beat").at("state"), "paused");
  EXPECT_EQ(status_of("schedules", "beat").at("next_usec"), 0);
  ASSERT_THAT(aioctl({"resume", "schedule/beat"}), ExitsWith(0));
  EXPECT_EQ(status_of("schedules", "beat").at("state"), "waiting");
  EXPECT_EQ(status_of("schedules", "beat").at("runs"), 1);
}

TEST_F(Schedules, AHandlerOfTheWrongKindIsAProblemThatNamesBothKinds) {
  place.write("aio.conf",
              "[schedule/beat]\nevery = 1h\nfunc = probe.rest\ncb = aio.demo.tell_failure\n");
  const Finished check = aiod({"--check"});
  EXPECT_THAT(check, ExitsWith(6));
  EXPECT_THAT(check.err, testing::HasSubstr("aio.conf:4: 'aio.demo.tell_failure' is a failure "
                                            "handler, expected a result handler"));
}

}  // namespace
}  // namespace aio::scenarios

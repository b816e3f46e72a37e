// SPDX-License-Identifier: MIT
// A handler that holds up the loop is named while it does, and a process that stood still is not
// blamed on one.
#include <signal.h>

#include "tests/scenarios/scenario.hpp"
#include "tests/scenarios/supervisor.hpp"

namespace aio::scenarios {
namespace {

using testing::HasSubstr;
using testing::Not;

class Stall : public Scenario {
 protected:
  Stall() {
    place.write("aio.conf",
                "[aio]\nstall_warning = 200ms\n"
                "[listen/x]\nspin = probe.spin\nsleep = probe.sleep_soundly\nhear = probe.hear\n");
  }
};

TEST_F(Stall, IsToldWithHandlerAndStackWhileItLastsAndInStatusAfterIt) {
  Daemon daemon(place);
  EXPECT_THAT(aioctl({"emit", "spin", "1500"}), ExitsWith(0));
  EXPECT_TRUE(daemon.logs("held up by signal/spin (probe.spin)"));
  EXPECT_TRUE(daemon.logs("probe.so+0x")) << "the stack names the module's file";
  EXPECT_TRUE(daemon.logs("the loop turns again after "));
  const auto runner = status();
  EXPECT_EQ(runner.at("stalls"), 1);
  EXPECT_EQ(runner.at("last_stall_item"), "signal/spin");
  EXPECT_EQ(runner.at("last_stall_handler"), "probe.spin");
  EXPECT_GE(runner.at("last_stall_duration_usec"), 200'000);
}

TEST_F(Stall, OfASleepingHandlerIsToldAndTheSleepIsNotCutShort) {
  Daemon daemon(place);
  const auto before = std::chrono::steady_clock::now();
  EXPECT_THAT(aioctl({"emit", "sleep", "1000"}), ExitsWith(0));
  EXPECT_GE(std::chrono::steady_clock::now() - before, std::chrono::milliseconds(1000));
  EXPECT_TRUE(daemon.logs("held up by signal/sleep (probe.sleep_soundly)"));
}

TEST_F(Stall, IsToldToTheSupervisorWhileItLasts) {
  NotifySocket supervisor(place.folder() / "notify");
  Launch aiod = launch(place, {"aiod"});
  aiod.environment.push_back(supervisor.variable());
  const Process process(aiod);
  ASSERT_TRUE(supervisor.hears("READY=1"));
  ASSERT_TRUE(process.err().holds("on the bus at "));
  EXPECT_THAT(aioctl({"emit", "spin", "1500"}), ExitsWith(0));
  EXPECT_TRUE(supervisor.hears("STATUS=degraded: the loop has not turned for "));
}

TEST_F(Stall, IsNotAProcessThatWasStopped) {
  Daemon daemon(place);
  const auto before = std::chrono::steady_clock::now();
  daemon.process().signal(SIGSTOP);
  while (std::chrono::steady_clock::now() - before < std::chrono::seconds(1)) {
  }
  daemon.process().signal(SIGCONT);
  EXPECT_THAT(aioctl({"emit", "hear", "x"}), ExitsWith(0));
  EXPECT_THAT(daemon.log(), Not(HasSubstr("has not turned")));
  EXPECT_EQ(status().at("stalls"), 0);
}

TEST_F(Stall, FollowsANewLimitAtAReload) {
  place.write("aio.conf", "[listen/x]\nspin = probe.spin\n");
  Daemon daemon(place);
  EXPECT_THAT(aioctl({"config", "-s", "aio:stall_warning", "100ms"}), ExitsWith(0));
  EXPECT_THAT(aioctl({"emit", "spin", "700"}), ExitsWith(0));
  EXPECT_TRUE(daemon.logs("held up by signal/spin (probe.spin)"));
}

TEST_F(Stall, AWatchdogHearsOfALoopThatTurns) {
  NotifySocket supervisor(place.folder() / "notify");
  Launch aiod = launch(place, {"aiod"});
  aiod.environment.push_back(supervisor.variable());
  aiod.environment.push_back("WATCHDOG_USEC=200000");
  const Process process(aiod);
  ASSERT_TRUE(supervisor.hears("READY=1"));
  EXPECT_TRUE(supervisor.hears("WATCHDOG=1"));
}

}  // namespace
}  // namespace aio::scenarios

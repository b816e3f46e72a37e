// SPDX-License-Identifier: MIT
// The harness itself, on programs that everybody knows.
#include <signal.h>

#include "tests/scenarios/scenario.hpp"
#include "tests/scenarios/supervisor.hpp"

namespace aio::scenarios {
namespace {

TEST(Process, ToldInFullHowAProgramEnded) {
  const Workplace place;
  const auto ended = run(launch(place, {"sh", "-c", "echo out; echo err >&2; exit 3"}));
  EXPECT_EQ(ended.status, 3);
  EXPECT_EQ(ended.out, "out\n");
  EXPECT_EQ(ended.err, "err\n");
}

TEST(Process, AProgramThatIsNotThereEndsWith127) {
  const Workplace place;
  EXPECT_EQ(run(launch(place, {"no-such-program"})).status, 127);
}

TEST(Process, ASignalShowsInItsStatus) {
  const Workplace place;
  EXPECT_EQ(run(launch(place, {"sh", "-c", "kill -KILL $$"})).status, 128 + SIGKILL);
}

TEST(Process, RunsInTheWorkplaceAndSeesNoBusOfTheTester) {
  const Workplace place;
  setenv("DBUS_SESSION_BUS_ADDRESS", "unix:path=/nowhere", 1);
  const auto told = run(
      launch(place, {"sh", "-c", "pwd; echo $XDG_RUNTIME_DIR; echo .$DBUS_SESSION_BUS_ADDRESS."}));
  EXPECT_EQ(told.out, place.folder().string() + "\n" + place.runtime_folder().string() + "\n..\n");
}

TEST(Process, WaitsForWordsAndGivesUpWhenTheProgramEnds) {
  const Workplace place;
  Process process(launch(place, {"sh", "-c", "echo first; echo second"}));
  EXPECT_TRUE(process.out().holds("second"));
  EXPECT_FALSE(process.out().holds("third"));
  EXPECT_EQ(process.status(), 0);
}

TEST(NotifySocket, HearsWholeLinesOnly) {
  const Workplace place;
  NotifySocket manager(place.folder() / "notify");
  auto notify = launch(place, {"systemd-notify", "--no-block", "--ready", "--status=all is well"});
  notify.environment.push_back(manager.variable());
  ASSERT_EQ(run(notify).status, 0);
  EXPECT_TRUE(manager.hears("READY=1"));
  EXPECT_TRUE(manager.hears("STATUS=all is well"));
}

}  // namespace
}  // namespace aio::scenarios

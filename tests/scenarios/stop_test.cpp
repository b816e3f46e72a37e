// SPDX-License-Identifier: MIT
// SIGTERM and SIGINT end aiod in good order: what is under way may finish, in bounded time.
#include <signal.h>

#include <memory>

#include "tests/scenarios/scenario.hpp"

namespace aio::scenarios {
namespace {

class Stop : public Scenario {
 protected:
  Stop() {
    place.write("aio.conf",
                "[aio]\ndrain = 5s\n"
                "[server/echo]\nprotocol = probe.slow_echo\nport = 0\n"
                "[listen/all]\naio-stopping = probe.hear\nendless = probe.never_end\n");
  }
};

TEST_F(Stop, DuringTrafficAnswersWhoWasHeardAndEndsWith0) {
  Daemon daemon(place);
  std::vector<std::unique_ptr<Client>> clients;
  for (int number = 0; number < 20; ++number) {
    clients.push_back(std::make_unique<Client>(port_of("echo")));
    clients.back()->send("line " + std::to_string(number) + "\n");
    clients.back()->send_end();
  }
  for (int number = 0; number < 20; ++number)
    ASSERT_TRUE(daemon.logs("received line " + std::to_string(number) + "\n"));

  EXPECT_EQ(daemon.stop(), 0);
  for (int number = 0; number < 20; ++number)
    EXPECT_EQ(clients[number]->receive_all(), "hello\nline " + std::to_string(number) + "\n");
  EXPECT_TRUE(daemon.logs("heard aio-stopping"));
}

TEST_F(Stop, ASilentClientIsWaitedForNoLongerThanDrain) {
  place.write("aio.conf",
              "[aio]\ndrain = 100ms\n[server/echo]\nprotocol = probe.slow_echo\nport = 0\n");
  Daemon daemon(place);
  Client silent(port_of("echo"));
  EXPECT_EQ(silent.receive(6), "hello\n");
  EXPECT_EQ(daemon.stop(), 0);
  EXPECT_EQ(silent.receive(1), "");
}

TEST_F(Stop, AnEndlessListenerIsWaitedForNoLongerThanDrain) {
  ASSERT_NO_THROW(
      place.write("aio.conf", "[aio]\ndrain = 100ms\n[listen/all]\nendless = probe.never_end\n"));
  Daemon daemon(place);
  Process emitting(launch(place, {"aioctl", "emit", "endless"}));
  ASSERT_TRUE(daemon.logs("waiting without end"));
  EXPECT_EQ(daemon.stop(), 0);
  EXPECT_TRUE(emitting.status().has_value()) << "its caller is not left waiting";
  EXPECT_NE(emitting.status(), 0);
}

TEST_F(Stop, BySigintToo) {
  Daemon daemon(place);
  daemon.process().signal(SIGINT);
  EXPECT_TRUE(daemon.logs("stopped"));
  EXPECT_EQ(daemon.stop(), 0);
}

TEST_F(Stop, ASecondSignalEndsItAtOnce) {
  Daemon daemon(place);
  Process emitting(launch(place, {"aioctl", "emit", "endless"}));
  ASSERT_TRUE(daemon.logs("waiting without end"));
  daemon.process().signal(SIGTERM);
  ASSERT_TRUE(daemon.logs("stopping"));
  EXPECT_EQ(daemon.stop(), 1);
  EXPECT_TRUE(daemon.logs("asked to stop again"));
}

TEST_F(Stop, LeavesNoBusBehind) {
  Daemon daemon(place);
  EXPECT_THAT(aioctl({"status"}), ExitsWith(0));
  EXPECT_EQ(daemon.stop(), 0);
  EXPECT_THAT(aioctl({"status"}), ExitsWith(7));
}

TEST_F(Stop, EndsTheBusEvenWhenAiodIsKilled) {
  {
    Daemon daemon(place);
    ASSERT_THAT(aioctl({"status"}), ExitsWith(0));
    daemon.process().signal(SIGKILL);
  }
  // The socket's file is left, and nobody answers there.
  EXPECT_THAT(aioctl({"status"}), ExitsWith(7));
}

}  // namespace
}  // namespace aio::scenarios

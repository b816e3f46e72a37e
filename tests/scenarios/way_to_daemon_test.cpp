// SPDX-License-Identifier: MIT
// What aioctl finds on its way to the daemon: a bus that forbids, a daemon that ends, stands still,
// or is yet to be started.
#include <signal.h>
#include <sys/stat.h>
#include <unistd.h>

#include <fstream>

#include "tests/scenarios/broker.hpp"
#include "tests/scenarios/scenario.hpp"

namespace aio::scenarios {
namespace {

using testing::HasSubstr;
using testing::IsEmpty;
using testing::StartsWith;

class WayToDaemon : public Scenario {
 protected:
  WayToDaemon() {
    place.write("aio.conf",
                "[schedule/beat]\nevery = 1h\nfunc = probe.beat\n"
                "[schedule/endless]\nevery = 1h\nfunc = probe.endless_beat\nenabled = no\n"
                "[listen/l]\nword = probe.hear\nendless = probe.never_end\n");
  }

  Finished on(const std::string& address, Words words) const {
    words.insert(words.begin(), "--address=" + address);
    return aioctl(words);
  }
};

TEST_F(WayToDaemon, EndsWith4WhereTheBusForbidsTheCall) {
  const Broker broker(place,
                      "<deny send_interface=\"org.aio.Runner1.Manager\" send_member=\"Emit\"/>");
  const Daemon daemon(place, {"--address=" + broker.address()});
  EXPECT_THAT(on(broker.address(), {"status"}), ExitsWith(0));
  const auto denied = on(broker.address(), {"emit", "word"});
  EXPECT_THAT(denied, ExitsWith(4));
  EXPECT_THAT(denied.out, IsEmpty());
  EXPECT_THAT(denied.err, StartsWith("aioctl: "));
}

TEST_F(WayToDaemon, EndsWith4WhereTheBusLetsNobodyIn) {
  const Broker broker(place, "");
  const auto socket = place.folder() / "broker";
  if (geteuid() != 0) GTEST_SKIP() << "needs root, to become a user whom the socket shuts out";
  chmod(place.folder().c_str(), 0755);
  chmod(socket.c_str(), 0600);
  std::filesystem::copy_file(AIO_BIN_DIR "/aioctl", place.folder() / "aioctl");
  const auto denied =
      run(launch(place, {"setpriv", "--reuid=65534", "--regid=65534", "--clear-groups", "./aioctl",
                         "--address=" + broker.address(), "status"}));
  EXPECT_THAT(denied, ExitsWith(4));
  EXPECT_THAT(denied.err, HasSubstr("Permission denied"));
}

TEST_F(WayToDaemon, EndsWith1WhenTheDaemonIsKilledInTheMiddleOfACall) {
  const Broker broker(place, "");
  const Daemon daemon(place, {"--address=" + broker.address()});
  Process waiting(
      launch(place, {"aioctl", "--address=" + broker.address(), "emit", "endless", "data"}));
  ASSERT_TRUE(daemon.logs("waiting without end"));
  daemon.process().signal(SIGKILL);
  EXPECT_EQ(waiting.status(), 1);
  EXPECT_THAT(waiting.err().all(), StartsWith("aioctl: the daemon ended before it answered: "));
  EXPECT_THAT(waiting.out().all(), IsEmpty());
}

// Which of the two is heard of first, is chance.
TEST_F(WayToDaemon, EndsWith1Or7WhenThePrivateBusDiesWithTheDaemon) {
  const Daemon daemon(place);
  Process waiting(launch(place, {"aioctl", "emit", "endless"}));
  ASSERT_TRUE(daemon.logs("waiting without end"));
  daemon.process().signal(SIGKILL);
  EXPECT_THAT(waiting.status(), testing::AnyOf(1, 7));
  EXPECT_THAT(waiting.err().all(), HasSubstr(" ended before it answered: "));
}

TEST_F(WayToDaemon, EndsWith124WhenTheDaemonStandsStill) {
  const Daemon daemon(place);
  daemon.process().signal(SIGSTOP);
  for (const Words& words :
       {Words{"status"}, Words{"list-schedules"}, Words{"is-active", "beat"}, Words{"log-level"},
        Words{"trigger", "beat"}, Words{"pause", "beat"}, Words{"emit", "word"}, Words{"reload"},
        Words{"config"}, Words{"config", "-s", "aio:log_level", "DEBUG"}}) {
    Words limited{"--timeout", "300ms"};
    limited.insert(limited.end(), words.begin(), words.end());
    const auto ended = aioctl(limited);
    EXPECT_THAT(ended, ExitsWith(124)) << words.front();
    EXPECT_EQ(ended.err, "aioctl: no answer within 300ms\n") << words.front();
    EXPECT_THAT(ended.out, IsEmpty());
  }
  daemon.process().signal(SIGCONT);
  EXPECT_THAT(aioctl({"status"}), ExitsWith(0));
}

// A bus that starts the daemon for whoever calls its name.
class Activated : public WayToDaemon {
 protected:
  Activated() {
    place.write("services/org.aio.Runner1.service", "[D-BUS Service]\nName=org.aio.Runner1\nExec=" +
                                                        (place.folder() / "go").string() + "\n");
    place.write("go", "#!/bin/sh\ncd " + place.folder().string() +
                          " && echo $$ >> pids && exec " AIO_BIN_DIR "/aiod --address=unix:path=" +
                          (place.folder() / "broker").string() + " -c aio.conf 2>> started\n");
    chmod((place.folder() / "go").c_str(), 0755);
  }

  // It is the bus's child, and outlives that as any aiod does.
  ~Activated() override {
    std::ifstream pids(place.folder() / "pids");
    for (pid_t pid = 0; pids >> pid;) kill(pid, SIGKILL);
  }

  const Broker& bus() {
    if (!broker_) broker_.emplace(place, "", (place.folder() / "services").string());
    return *broker_;
  }

 private:
  std::optional<Broker> broker_;
};

TEST_F(Activated, IsNotStartedByWhatReadsOrControls) {
  for (const Words& words :
       {Words{"status"}, Words{"list-schedules"}, Words{"list-servers"}, Words{"list-listeners"},
        Words{"list-modules"}, Words{"is-active", "beat"}, Words{"log-level"},
        Words{"log-level", "root"}, Words{"config"}, Words{"pause", "schedule/beat"},
        Words{"start", "beat"}, Words{"reload"}})
    EXPECT_THAT(on(bus().address(), words), ExitsWith(7)) << words.front();
  EXPECT_FALSE(place.has("started"));
}

TEST_F(Activated, IsStartedByAnEmit) {
  EXPECT_THAT(on(bus().address(), {"emit", "word", "data"}), ExitsWith(0));
  // The log is written by a thread of its own.
  const auto deadline = std::chrono::steady_clock::now() + patience;
  while (place.read("started").find("heard word: data") == std::string::npos)
    ASSERT_LT(std::chrono::steady_clock::now(), deadline) << place.read("started");
  EXPECT_THAT(on(bus().address(), {"status"}), ExitsWith(0));
}

TEST_F(Activated, IsStartedByATriggerToo) {
  EXPECT_THAT(on(bus().address(), {"trigger", "beat"}), ExitsWith(0));
}

TEST_F(Activated, IsStartedByATriggerThatWaitsForNoEnd) {
  EXPECT_THAT(on(bus().address(), {"trigger", "endless", "--no-wait"}), ExitsWith(0));
}

TEST_F(Activated, IsStartedByATriggerOfNothingAndSaysSo) {
  const auto missing = on(bus().address(), {"trigger", "beatt"});
  EXPECT_THAT(missing, ExitsWith(5));
  EXPECT_THAT(missing.err, HasSubstr("did you mean 'beat'?"));
}

}  // namespace
}  // namespace aio::scenarios

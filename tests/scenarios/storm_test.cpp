// SPDX-License-Identifier: MIT
// Signals without end, at the worst of moments: they collapse, and only TERM ends aiod.
#include <signal.h>

#include <chrono>
#include <fstream>
#include <sstream>

#include "tests/scenarios/scenario.hpp"
#include "tests/stress.hpp"

namespace aio::scenarios {
namespace {

using std::chrono::steady_clock;
using testing::HasSubstr;

class StormStress : public Scenario {
 protected:
  StormStress() { configure("first"); }

  void configure(const std::string& word) const {
    place.write("aio.conf", "[aio]\ndrain = 1s\n[app]\nword = " + word +
                                "\n[server/echo]\nprotocol = aio.demo.echo\nport = 0\n"
                                "[schedule/beat]\nevery = 50ms\nfunc = aio.demo.tick\n"
                                "[listen/all]\ntell = probe.tell\n");
  }
};

std::uint64_t mask(pid_t pid, const std::string& name) {
  std::ifstream status("/proc/" + std::to_string(pid) + "/status");
  for (std::string line; std::getline(status, line);)
    if (line.starts_with(name + ":")) return std::stoull(line.substr(name.size() + 1), nullptr, 16);
  return 0;
}

bool runs(pid_t pid, const std::filesystem::path& program) {
  std::error_code gone;
  return std::filesystem::read_symlink("/proc/" + std::to_string(pid) + "/exe", gone) == program;
}

// From here on a signal finds aiod prepared: before, it is the program that has not begun yet.
void wait_until_prepared(pid_t pid) {
  const auto deadline = steady_clock::now() + patience;
  const auto hup = std::uint64_t{1} << (SIGHUP - 1);
  while (!runs(pid, AIO_BIN_DIR "/aiod") || !((mask(pid, "SigBlk") | mask(pid, "SigCgt")) & hup))
    ASSERT_LT(steady_clock::now(), deadline);
}

void expect_echo(Client& client, const std::string& text) {
  client.send(text);
  EXPECT_EQ(client.receive(text.size()), text);
}

TEST_F(StormStress, OfSignalsWhileServingIsOutlivedAndTheLastReloadIsHad) {
  Daemon daemon(place);
  Client client(port_of("echo"));
  for (int round = 0; round < stress::amount(5, 500); ++round) {
    for (int number = 0; number < 100; ++number)
      for (const int signal : {SIGHUP, SIGUSR1, SIGPIPE, SIGCHLD, SIGCONT, SIGURG, SIGWINCH})
        daemon.process().signal(signal);
    expect_echo(client, "round " + std::to_string(round));
  }
  configure("last");
  daemon.process().signal(SIGHUP);
  const auto deadline = steady_clock::now() + patience;
  while (daemon.log().find("word last;") == std::string::npos) {
    ASSERT_LT(steady_clock::now(), deadline) << daemon.log();
    ASSERT_THAT(aioctl({"emit", "tell"}), ExitsWith(0));
  }
  EXPECT_EQ(daemon.stop(), 0);
}

TEST_F(StormStress, OfHangUpsDuringTheStartIsOutlived) {
  for (int round = 0; round < stress::amount(3, 100); ++round) {
    Process aiod(launch(place, {"aiod"}));
    wait_until_prepared(aiod.pid());
    const auto deadline = steady_clock::now() + patience;
    while (aiod.err().text().find("ready:") == std::string::npos && steady_clock::now() < deadline)
      for (const int signal : {SIGHUP, SIGUSR1}) aiod.signal(signal);
    ASSERT_TRUE(aiod.err().holds("ready:")) << aiod.err().text();
    EXPECT_THAT(aioctl({"status", "server/echo"}), ExitsWith(0));
    aiod.signal(SIGTERM);
    EXPECT_EQ(aiod.status(), 0) << aiod.err().text();
  }
}

TEST_F(StormStress, ATerminationDuringTheStartEndsItInGoodOrder) {
  for (int round = 0; round < stress::amount(3, 100); ++round) {
    Process aiod(launch(place, {"aiod"}));
    wait_until_prepared(aiod.pid());
    aiod.signal(SIGTERM);
    EXPECT_EQ(aiod.status(), 0) << aiod.err().text();
  }
}

TEST_F(StormStress, ATerminationDuringAReloadIsHeeded) {
  for (int round = 0; round < stress::amount(5, 200); ++round) {
    Daemon daemon(place);
    configure("of round " + std::to_string(round));
    daemon.process().signal(SIGHUP);
    // A little later in each round, up to when the reload is over.
    const auto moment = steady_clock::now() + std::chrono::microseconds(500) * (round % 20);
    while (steady_clock::now() < moment) continue;
    EXPECT_EQ(daemon.stop(), 0) << daemon.log();
  }
}

TEST_F(StormStress, AStoppedProcessGoesOnWithoutABurstOfRuns) {
  Daemon daemon(place);
  Client client(port_of("echo"));
  const auto began = steady_clock::now();
  const auto before = status_of("schedules", "beat");
  daemon.process().signal(SIGSTOP);
  // The only way to see what a stop does is to let it last.
  const auto stopped_for = stress::amount(std::chrono::seconds(2), std::chrono::seconds(60));
  std::this_thread::sleep_for(stopped_for);
  daemon.process().signal(SIGCONT);
  expect_echo(client, "back");
  const auto after = status_of("schedules", "beat");
  const auto awake = steady_clock::now() - began - stopped_for;

  const auto counted = [&](const char* key) {
    return after.at(key).get<std::int64_t>() - before.at(key).get<std::int64_t>();
  };
  EXPECT_LE(counted("runs"), awake / 50ms + 2) << "one for all that were missed, then the grid";
  EXPECT_GE(counted("missed"), stopped_for / 50ms - 2);
  EXPECT_LE(counted("runs") + counted("missed"), (awake + stopped_for) / 50ms + 2);
  EXPECT_TRUE(daemon.logs("runs are left out"));
}

}  // namespace
}  // namespace aio::scenarios

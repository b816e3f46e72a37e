// SPDX-License-Identifier: MIT
// What the world does to aiod: its bus dies or freezes, its log is not read, it runs out of
// descriptors.
#include <fcntl.h>
#include <signal.h>
#include <sys/stat.h>
#include <unistd.h>

#include <chrono>
#include <fstream>
#include <memory>
#include <sstream>
#include <thread>

#include "tests/scenarios/scenario.hpp"

namespace aio::scenarios {
namespace {

using testing::HasSubstr;
using testing::Not;

using World = Scenario;

// The dbus-daemon that aiod started for itself.
pid_t private_bus_of(const Daemon& daemon) {
  const auto pid = std::to_string(daemon.process().pid());
  std::ifstream children("/proc/" + pid + "/task/" + pid + "/children");
  pid_t child = 0;
  while (children >> child) {
    std::ifstream comm("/proc/" + std::to_string(child) + "/comm");
    std::string name;
    if (std::getline(comm, name) && name == "dbus-daemon") return child;
  }
  throw std::runtime_error("aiod has no dbus-daemon");
}

/// What the process has used of a processor, itself and for the kernel.
std::chrono::milliseconds processor_time_of(pid_t pid) {
  std::ifstream stat("/proc/" + std::to_string(pid) + "/stat");
  std::string line;
  std::getline(stat, line);
  std::istringstream fields(line.substr(line.rfind(')') + 2));
  std::string word;
  for (int field = 3; field < 14; ++field) fields >> word;
  long user = 0;
  long kernel = 0;
  fields >> user >> kernel;
  return std::chrono::milliseconds(1000 * (user + kernel) / sysconf(_SC_CLK_TCK));
}

TEST_F(World, ABusThatDiesIsStartedAgain) {
  place.write("aio.conf", "[server/echo]\nprotocol = aio.demo.echo\nport = 0\n");
  Daemon daemon(place);
  Client client(port_of("echo"));
  const auto before = daemon.log().size();
  kill(private_bus_of(daemon), SIGKILL);
  EXPECT_TRUE(daemon.logs("on the bus at", before)) << daemon.log();
  EXPECT_THAT(aioctl({"status"}), ExitsWith(0));
  client.send("still here");
  EXPECT_EQ(client.receive(10), "still here");
}

TEST_F(World, AFrozenBusCostsAioctlFiveSecondsAtMost) {
  place.write("aio.conf", "[aio]\nlog_level = INFO\n");
  Daemon daemon(place);
  const auto bus = private_bus_of(daemon);
  kill(bus, SIGSTOP);
  const auto began = std::chrono::steady_clock::now();
  Process reading(launch(place, {"aioctl", "status"}));
  Process setting(launch(place, {"aioctl", "config", "-s", "aio:log_level", "DEBUG"}));
  EXPECT_EQ(reading.status(), 7);
  EXPECT_EQ(setting.status(), 7);
  EXPECT_LT(std::chrono::steady_clock::now() - began, 10s);
  EXPECT_THAT(place.read("aio.conf"), Not(HasSubstr("DEBUG"))) << "not behind the daemon's back";
  kill(bus, SIGCONT);
  EXPECT_THAT(aioctl({"status"}), ExitsWith(0));
}

TEST_F(World, OnASharedBusToo) {
  Process bus(launch(place, {"dbus-daemon", "--session", "--nofork", "--print-address"}));
  ASSERT_TRUE(bus.out().holds("\n"));
  const auto text = bus.out().text();
  const auto address = text.substr(0, text.find('\n'));
  const auto as_user = [&](const std::string& name, const std::string& word) {
    return launch(place, {"env", "DBUS_SESSION_BUS_ADDRESS=" + address, AIO_BIN_DIR "/" + name,
                          "--user", word});
  };
  place.write(".config/aio/aio.conf", "[schedule/mine]\nevery = 1h\nfunc = aio.demo.tick\n");
  Process first(as_user("aiod", "--user"));
  ASSERT_TRUE(first.err().holds("Received scheduled: mine")) << first.err().text();
  EXPECT_EQ(run(as_user("aioctl", "status")).status, 0);

  const auto second = run(as_user("aiod", "--user"));
  EXPECT_EQ(second.status, 1);
  EXPECT_THAT(second.err, HasSubstr(std::to_string(first.pid())));
  first.signal(SIGTERM);
  EXPECT_EQ(first.status(), 0);
}

TEST_F(World, ALogThatNobodyReadsHoldsUpNothing) {
  place.write("aio.conf",
              "[aio]\ndrain = 100ms\n[schedule/chatter]\nevery = 1ms\nfunc = probe.beat\n"
              "[server/echo]\nprotocol = aio.demo.echo\nport = 0\n");
  const auto fifo = place.folder() / "fifo";
  ASSERT_EQ(mkfifo(fifo.c_str(), 0600), 0);
  const int unread = open(fifo.c_str(), O_RDWR | O_CLOEXEC);
  const auto capacity = fcntl(unread, F_SETPIPE_SZ, 4096);
  Process aiod(launch(place, {"sh", "-c", "exec " AIO_BIN_DIR "/aiod 2> fifo"}));

  const auto deadline = std::chrono::steady_clock::now() + patience;
  const auto runs = [this] {
    const auto told = aioctl({"--json", "status", "schedule/chatter"});
    return told.status == 0
               ? nlohmann::json::parse(told.out).at("schedules").at(0).at("runs").get<int>()
               : 0;
  };
  // Far more lines than the pipe holds.
  while (runs() * 20 < capacity * 4) ASSERT_LT(std::chrono::steady_clock::now(), deadline);
  Client client(port_of("echo"));
  client.send("hello");
  EXPECT_EQ(client.receive(5), "hello");
  aiod.signal(SIGTERM);
  EXPECT_EQ(aiod.status(), 0);
  close(unread);
}

TEST_F(World, OutOfDescriptorsItWaitsAndThenServes) {
  place.write("aio.conf",
              "[aio]\ndrain = 100ms\n[server/echo]\nprotocol = aio.demo.echo\nport = 0\n");
  Process aiod(launch(place, {"sh", "-c", "ulimit -n 48; exec " AIO_BIN_DIR "/aiod"}));
  ASSERT_TRUE(aiod.err().holds("ready:")) << aiod.err().text();
  const auto port = port_of("echo");
  std::vector<std::unique_ptr<Client>> clients;
  for (int number = 0; number < 60; ++number) clients.push_back(std::make_unique<Client>(port));
  ASSERT_TRUE(aiod.err().holds("accepting no connection for a moment"));
  // The time in which it has nothing to do is the subject here.
  const auto before = processor_time_of(aiod.pid());
  std::this_thread::sleep_for(2s);
  EXPECT_LT(processor_time_of(aiod.pid()) - before, 400ms) << "it does not spin: 20 % of a core";
  clients.front()->send("hello");
  EXPECT_EQ(clients.front()->receive(5), "hello") << "who was accepted is served";
  auto last = std::move(clients.back());
  clients.clear();
  last->send("hello");
  EXPECT_EQ(last->receive(5), "hello") << "who waited is accepted when there is room";
  aiod.signal(SIGTERM);
  EXPECT_EQ(aiod.status(), 0);
  const std::string log = aiod.err().all();
  const std::string warning = "accepting no connection for a moment";
  EXPECT_EQ(log.find(warning), log.rfind(warning)) << "once a minute: " << log;
}

TEST_F(World, AListenerThatEmitsItsOwnSignalIsCutShort) {
  place.write("aio.conf", "[listen/all]\nloop = probe.emit_again\n");
  Daemon daemon(place);
  EXPECT_TRUE(run(launch(place, {"aioctl", "--timeout=20s", "emit", "loop"})).status != 124);
  EXPECT_THAT(aioctl({"status"}), ExitsWith(0));
  EXPECT_EQ(daemon.stop(), 0);
}

TEST_F(World, AFileThatOthersMayWriteIsNotRootsConfiguration) {
  if (geteuid() != 0) GTEST_SKIP() << "only root is choosy about who may write its files";
  place.write("aio.conf", "[schedule/theirs]\nevery = 1h\nfunc = probe.beat\n");
  chmod((place.folder() / "aio.conf").c_str(), 0666);
  Daemon daemon(place);
  EXPECT_THAT(daemon.log(), HasSubstr("ready: 0 schedules"));
  EXPECT_THAT(daemon.log(), HasSubstr("aio.conf is passed over: "));
  EXPECT_THAT(aioctl({"config", "-s", "a:b", "c"}), ExitsWith(4));
}

TEST_F(World, ABusThatWasNamedAndIsNotThereIsNoReasonToEditAFile) {
  place.write("aio.conf", "[a]\nb = 1\n");
  EXPECT_THAT(aioctl({"--address=unix:path=/nowhere", "config", "-s", "a:b", "2"}), ExitsWith(7));
  EXPECT_EQ(place.read("aio.conf"), "[a]\nb = 1\n");
}

TEST_F(World, AnAioStartingListenerThatNeverEndsHoldsTheStartUpNoLongerThanDrain) {
  place.write("aio.conf", "[aio]\ndrain = 100ms\n[listen/a]\naio-starting = probe.never_end\n");
  Daemon daemon(place);
  EXPECT_THAT(daemon.log(), HasSubstr("listeners of aio-starting took longer than"));
  EXPECT_EQ(daemon.stop(), 0);
}

}  // namespace
}  // namespace aio::scenarios

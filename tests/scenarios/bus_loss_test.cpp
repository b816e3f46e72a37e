// SPDX-License-Identifier: MIT
// The bus is killed, restarted, frozen, or another has our name: aiod serves on, the same process,
// and comes back.
#include <signal.h>

#include "tests/scenarios/bus_scenario.hpp"
#include "tests/scenarios/supervisor.hpp"
#include "tests/stress.hpp"

namespace aio::scenarios {
namespace {

using std::chrono::steady_clock;
using testing::HasSubstr;
using testing::StartsWith;

class BusLoss : public BusScenario {
 protected:
  BusLoss() {
    place.write("aio.conf",
                "[aio]\ndrain = 100ms\n[schedule/tick]\nevery = 1h\nfunc = probe.beat\n"
                "[server/echo]\nprotocol = aio.demo.echo\nport = 0\n"
                "[listen/all]\nendless = probe.never_end\n");
  }

  std::uint16_t echo_port() const {
    const auto shown = aioctl({on_bus().front(), "--json", "status", "server/echo"});
    return nlohmann::json::parse(shown.out).at("servers").at(0).at("port");
  }
};

using BusLossStress = BusLoss;

void expect_echo(Client& client) {
  client.send("hello");
  EXPECT_EQ(client.receive(5), "hello");
}

TEST_F(BusLossStress, RestartsLeaveTheSameProcessItsObjectsAndNothingElse) {
  Daemon daemon(place, on_bus());
  const auto pid = daemon.process().pid();
  Client client(echo_port());
  bus.restart();
  ASSERT_TRUE(answers());
  const auto all = objects(peer());
  EXPECT_EQ(all.at("/org/aio/Runner1/schedule/tick"), "org.aio.Runner1.Schedule");
  const auto before = descriptors_of(pid);
  for (int round = 0; round < stress::amount(50, 500); ++round) {
    bus.restart();
    const auto gone = steady_clock::now();
    ASSERT_TRUE(answers()) << daemon.log();
    EXPECT_LT(steady_clock::now() - gone, 3s) << "round " << round;
    if (round % 10 == 0) expect_echo(client);
  }
  EXPECT_EQ(objects(peer()), all);
  EXPECT_LE(descriptors_of(pid), before);
  EXPECT_EQ(daemon.stop(), 0) << "the process that was started";
}

TEST_F(BusLoss, ACallInFlightGetsAnErrorWhenTheBusDies) {
  Daemon daemon(place, on_bus());
  Process waiting(launch(place, {"aioctl", on_bus().front(), "emit", "endless"}));
  ASSERT_TRUE(daemon.logs("waiting without end"));
  bus.kill();
  EXPECT_EQ(waiting.status(), 7);
  const std::string told = waiting.err().all();
  EXPECT_THAT(told, StartsWith("aioctl: no daemon any more: the bus at "));
  EXPECT_EQ(std::ranges::count(told, '\n'), 2) << "one line, and a hint: " << told;
}

TEST_F(BusLoss, AFrozenBusHoldsUpNobodyElse) {
  Daemon daemon(place, on_bus());
  Client client(echo_port());
  bus.freeze();
  for (int i = 0; i < 100; ++i) expect_echo(client);
  bus.thaw();
  const auto thawed = steady_clock::now();
  ASSERT_TRUE(answers());
  EXPECT_LT(steady_clock::now() - thawed, 3s);
  EXPECT_EQ(objects(peer()).count("/org/aio/Runner1/server/echo"), 1U);
}

// What is exported fills the socket at once, and the rest is dropped and counted.
TEST_F(BusLoss, AFrozenBusIsToldNoMoreThanItTakesAndHoldsUpNoStop) {
  place.write("aio.conf",
              "[aio]\ndrain = 100ms\n[signal/shout]\nexport = yes\n"
              "[schedule/shout]\nevery = 5ms\nfunc = probe.shout\n");
  Daemon daemon(place, on_bus());
  bus.freeze();
  ASSERT_TRUE(daemon.logs("exported signals are dropped: the bus does not read them"));
  const auto full = resident_kilobytes(daemon.process().pid());
  EXPECT_LT(full, 100'000U + kept_by_sanitizers);
  EXPECT_EQ(daemon.stop(), 0) << "what is unsent is not waited for";
}

TEST_F(BusLoss, ExportedSignalsAreTold) {
  place.write("aio.conf", "[signal/Loud]\nexport = yes\n[listen/all]\nquiet = probe.whisper\n");
  Daemon daemon(place, on_bus());
  auto listener = peer();
  listener.listen("type='signal',interface='org.aio.Runner1.Manager'");
  EXPECT_EQ(listener.error(emit(listener, "quiet", "not this")), "");
  EXPECT_EQ(listener.error(emit(listener, "Loud", "but this")), "");
  const auto told = listener.next_signal();
  ASSERT_TRUE(told);
  EXPECT_STREQ(sd_bus_message_get_member(told.get()), "Emitted");
  const char* signal = nullptr;
  const char* data = nullptr;
  test::check_bus(sd_bus_message_read(told.get(), "ss", &signal, &data));
  EXPECT_STREQ(signal, "Loud");
  EXPECT_STREQ(data, "but this");
}

TEST_F(BusLoss, ANameThatIsTakenIsAskedForAgainAndTheStatusSaysSo) {
  NotifySocket manager(place.folder() / "notify");
  auto owner = std::make_unique<test::Peer>(bus.address());
  test::check_bus(sd_bus_request_name(owner->bus(), "org.aio.Runner1", 0));
  Process aiod(launch(place, {"env", manager.variable(), AIO_BIN_DIR "/aiod", on_bus().front()}));
  ASSERT_TRUE(manager.hears("READY=1"));
  EXPECT_TRUE(manager.hears("STATUS=degraded: the bus name is taken (pid " +
                            std::to_string(getpid()) + ")"))
      << manager.heard();
  EXPECT_THAT(aiod.err().text(), HasSubstr("the bus name is taken"));
  owner.reset();
  EXPECT_TRUE(manager.hears("STATUS=1 schedule, 1 server")) << manager.heard();
  EXPECT_TRUE(answers());
  aiod.signal(SIGTERM);
  EXPECT_EQ(aiod.status(), 0);
}

TEST_F(BusLoss, ABusThatGoesIsToldInTheStatus) {
  NotifySocket manager(place.folder() / "notify");
  Process aiod(launch(place, {"env", manager.variable(), AIO_BIN_DIR "/aiod", on_bus().front()}));
  ASSERT_TRUE(manager.hears("READY=1"));
  bus.kill();
  EXPECT_TRUE(manager.hears("STATUS=degraded: the bus at ")) << manager.heard();
  bus.restart();
  EXPECT_TRUE(manager.hears("STATUS=1 schedule, 1 server")) << manager.heard();
  aiod.signal(SIGTERM);
  EXPECT_EQ(aiod.status(), 0);
}

}  // namespace
}  // namespace aio::scenarios

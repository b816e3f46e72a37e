// SPDX-License-Identifier: MIT
// Who subscribes is told what happens, and nobody waits for it.
#include <csignal>
#include <list>
#include <string>
#include <string_view>

#include "tests/scenarios/bus_scenario.hpp"

namespace aio::scenarios {
namespace {

using testing::AllOf;
using testing::HasSubstr;
using testing::Not;

constexpr const char* too_much = "org.aio.Runner1.Error.LimitsExceeded";
constexpr const char* invalid = "org.freedesktop.DBus.Error.InvalidArgs";

class Monitor : public BusScenario {
 protected:
  Monitor() { configure(""); }

  void configure(const std::string& more) const {
    place.write("aio.conf",
                "[aio]\ndrain = 100ms\n[schedule/beat]\nevery = 1h\nfunc = probe.beat\n"
                "[schedule/bad]\nevery = 1h\nfunc = probe.failing_beat\nenabled = no\n"
                "[server/echo]\nprotocol = aio.demo.echo\nport = 0\n"
                "[listen/all]\nword = probe.hear\n" +
                    more);
  }
  Finished ctl(Words words) const {
    words.insert(words.begin(), on_bus().front());
    return aioctl(std::move(words));
  }
  /// An `aioctl monitor` that has subscribed.
  bool subscribed(const Process& monitor) const {
    const auto deadline = std::chrono::steady_clock::now() + patience;
    while (std::chrono::steady_clock::now() < deadline) {
      ctl({"trigger", "beat"});
      if (!monitor.out().text().empty()) return true;
    }
    return false;
  }
  Launch monitor(Words words) const {
    words.insert(words.begin(), {"aioctl", on_bus().front(), "monitor"});
    return launch(place, std::move(words));
  }
  /// Subscribe with one option, or with none.
  static std::string subscribe(const test::Peer& peer, const char* option = nullptr) {
    const auto call = message(peer, "Manager", "Subscribe");
    test::check_bus(option == nullptr
                        ? sd_bus_message_append(call.get(), "a{sv}", 0)
                        : sd_bus_message_append(call.get(), "a{sv}", 1, option, "as", 1, "units"));
    return peer.error(call);
  }
};

TEST_F(Monitor, TellsRunsEmitsChangesAndConnections) {
  Daemon daemon(place, on_bus());
  const Process told(monitor({"--json"}));
  ASSERT_TRUE(subscribed(told));
  ctl({"trigger", "bad"});
  EXPECT_TRUE(told.out().holds(R"("error":"the beat was missed")"));
  ctl({"emit", "word"});
  EXPECT_TRUE(told.out().holds(R"("item":"signal/word")"));
  EXPECT_TRUE(told.out().holds(R"("ok":1)"));
  ctl({"emit", "nobody"});
  EXPECT_TRUE(told.out().holds(R"("item":"signal/nobody")"));
  {
    const auto servers = nlohmann::json::parse(ctl({"--json", "list-servers"}).out).at("servers");
    const Client client(servers.at(0).at("port").get<std::uint16_t>());
  }
  EXPECT_TRUE(told.out().holds(R"("state":"opened")"));
  EXPECT_TRUE(told.out().holds(R"("state":"closed")"));
  configure("[schedule/more]\nevery = 1h\nfunc = probe.beat\n");
  ctl({"reload"});
  EXPECT_TRUE(told.out().holds(R"("done":["started schedule/more")"));
  configure("[schedule/more]\nevery = often\nfunc = probe.beat\n");
  ctl({"reload"});
  EXPECT_TRUE(told.out().holds("aio.conf:"));
}

TEST_F(Monitor, EndsWith7WhenTheDaemonLeavesTheBus) {
  Daemon daemon(place, on_bus());
  Process told(monitor({}));
  ASSERT_TRUE(subscribed(told));
  EXPECT_THAT(told.out().text(), HasSubstr("schedule/beat"));
  daemon.stop();
  EXPECT_EQ(told.status(), 7);
  EXPECT_THAT(told.err().text(), HasSubstr("no daemon any more"));
}

TEST_F(Monitor, OfAPatternAndAKindItTellsNothingElse) {
  Daemon daemon(place, on_bus());
  Process told(monitor({"--kind=run", "be*"}));
  ASSERT_TRUE(subscribed(told));
  ctl({"trigger", "bad"});
  ctl({"emit", "word"});
  ctl({"trigger", "beat"});
  told.signal(SIGINT);
  EXPECT_EQ(told.status(), 128 + SIGINT);
  EXPECT_THAT(told.out().text(),
              AllOf(Not(HasSubstr("schedule/bad")), Not(HasSubstr("signal/word"))));
  EXPECT_EQ(told.err().text(), "");
}

TEST_F(Monitor, EndsWhenNobodyReadsItsOutputAnyMore) {
  Daemon daemon(place, on_bus());
  Process told(launch(
      place, {"sh", "-c", "$0 $1 monitor | head -1", AIO_BIN_DIR "/aioctl", on_bus().front()}));
  ASSERT_TRUE(subscribed(told));
  EXPECT_EQ(told.status(), 0);
  EXPECT_EQ(told.err().text(), "");
}

TEST_F(Monitor, WithoutADaemonItStartsNone) {
  const auto ended = ctl({"monitor"});
  EXPECT_THAT(ended, ExitsWith(7));
}

TEST_F(Monitor, OneThatReadsNothingHoldsNobodyUpAndHearsHowMuchItMissed) {
  Daemon daemon(place, on_bus());
  const auto frozen = peer();
  const auto caller = peer();
  ASSERT_EQ(subscribe(frozen), "");
  constexpr std::size_t emits = 1500;
  for (std::size_t i = 0; i < emits; ++i) ASSERT_EQ(caller.error(emit(caller, "word")), "");
  EXPECT_LT(resident_kilobytes(daemon.process().pid()), 100'000 + kept_by_sanitizers);

  std::size_t events = 0;
  std::uint64_t lost = 0;
  const auto deadline = std::chrono::steady_clock::now() + patience;
  while (lost == 0 && std::chrono::steady_clock::now() < deadline) {
    sd_bus_message* raw = nullptr;
    const int processed = sd_bus_process(frozen.bus(), &raw);
    test::check_bus(processed);
    const test::Message event(raw);
    if (processed == 0) test::check_bus(sd_bus_wait(frozen.bus(), 1'000'000));
    if (raw == nullptr || sd_bus_message_is_signal(raw, "org.aio.Runner1.Manager", "Event") <= 0)
      continue;
    ++events;
    const char* kind = nullptr;
    test::check_bus(sd_bus_message_skip(raw, "t"));
    test::check_bus(sd_bus_message_read(raw, "s", &kind));
    if (std::string_view(kind) != "lost") continue;
    test::check_bus(sd_bus_message_skip(raw, "s"));
    test::check_bus(sd_bus_message_enter_container(raw, 'a', "{sv}"));
    test::check_bus(sd_bus_message_enter_container(raw, 'e', "sv"));
    test::check_bus(sd_bus_message_skip(raw, "s"));
    test::check_bus(sd_bus_message_read(raw, "v", "t", &lost));
  }
  EXPECT_GT(events, 500U);
  EXPECT_EQ(events - 1 + lost, 2 * emits) << "each is told, or counted";
}

TEST_F(Monitor, SixtyFourMayBeSubscribedAndThoseThatLeaveMakeRoom) {
  Daemon daemon(place, on_bus());
  {
    std::list<test::Peer> crowd;
    for (int i = 0; i < 64; ++i) {
      crowd.emplace_back(bus.address());
      ASSERT_EQ(subscribe(crowd.back()), "");
    }
    EXPECT_EQ(subscribe(crowd.back()), "") << "in place of what it had";
    const auto one_too_many = peer();
    EXPECT_EQ(subscribe(one_too_many), too_much);
  }
  const auto later = peer();
  const auto deadline = std::chrono::steady_clock::now() + patience;
  std::string refused = subscribe(later);
  while (!refused.empty() && std::chrono::steady_clock::now() < deadline)
    refused = subscribe(later);
  EXPECT_EQ(refused, "") << "they have left";
}

TEST_F(Monitor, WhatItDoesNotKnowIsRefused) {
  Daemon daemon(place, on_bus());
  const auto caller = peer();
  EXPECT_EQ(subscribe(caller, "kinds"), invalid) << "'units' is no kind";
  EXPECT_EQ(subscribe(caller, "colours"), invalid);
  EXPECT_EQ(subscribe(caller, "match"), invalid) << "which is a string";
  const auto call = message(caller, "Manager", "Unsubscribe");
  test::check_bus(sd_bus_message_append(call.get(), "a{sv}", 0));
  EXPECT_EQ(caller.error(call), "") << "of one that is not subscribed";
}

}  // namespace
}  // namespace aio::scenarios

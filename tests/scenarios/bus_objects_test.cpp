// SPDX-License-Identifier: MIT
// The object tree on the bus: an object for each item, in step with what runs, and what has changed
// is told, without a flood.
#include <chrono>

#include "tests/scenarios/bus_scenario.hpp"

namespace aio::scenarios {
namespace {

using std::chrono::steady_clock;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::Pair;

constexpr const char* properties = "org.freedesktop.DBus.Properties";

class BusObjects : public BusScenario {
 protected:
  BusObjects() { configure(""); }

  void configure(const std::string& more) const {
    place.write("aio.conf",
                "[aio]\ndrain = 100ms\n[schedule/a/b]\nevery = 1h\nfunc = probe.beat\n"
                "[server/echo]\nprotocol = aio.demo.echo\nport = 0\n"
                "[listen/all]\nHello = probe.hear\n" +
                    more);
  }

  static void reload(const test::Peer& peer) {
    const auto call = message(peer, "Manager", "Reload");
    test::check_bus(sd_bus_message_append(call.get(), "a{sv}", 0));
    ASSERT_EQ(peer.error(call), "");
  }

  /// "Emits=1" and so on, of a PropertiesChanged.
  static std::vector<std::string> changes(const test::Message& told);
};

std::vector<std::string> BusObjects::changes(const test::Message& told) {
  sd_bus_message* const message = told.get();
  std::vector<std::string> changes;
  test::check_bus(sd_bus_message_skip(message, "s"));
  test::check_bus(sd_bus_message_enter_container(message, 'a', "{sv}"));
  while (sd_bus_message_enter_container(message, 'e', "sv") > 0) {
    const char* name = nullptr;
    const char* type = nullptr;
    test::check_bus(sd_bus_message_read_basic(message, 's', &name));
    std::string change = name;
    test::check_bus(sd_bus_message_peek_type(message, nullptr, &type));
    test::check_bus(sd_bus_message_enter_container(message, 'v', type));
    if (*type == 't') {
      std::uint64_t value = 0;
      test::check_bus(sd_bus_message_read_basic(message, 't', &value));
      change += "=" + std::to_string(value);
    } else {
      test::check_bus(sd_bus_message_skip(message, type));
    }
    test::check_bus(sd_bus_message_exit_container(message));
    test::check_bus(sd_bus_message_exit_container(message));
    changes.push_back(change);
  }
  return changes;
}

TEST_F(BusObjects, ThereIsOneForEachItem) {
  Daemon daemon(place, on_bus());
  EXPECT_THAT(objects(peer()),
              ElementsAre(Pair("/org/aio/Runner1/listener/Hello", "org.aio.Runner1.Listener"),
                          Pair("/org/aio/Runner1/module/aio_2edemo", "org.aio.Runner1.Module"),
                          Pair("/org/aio/Runner1/module/probe", "org.aio.Runner1.Module"),
                          Pair("/org/aio/Runner1/schedule/a_2fb", "org.aio.Runner1.Schedule"),
                          Pair("/org/aio/Runner1/server/echo", "org.aio.Runner1.Server")));
}

TEST_F(BusObjects, EachHasTheValuesOfTheStatusAndStockToolsShowThem) {
  Daemon daemon(place);
  const auto shown = busctl({"introspect", "org.aio.Runner1", "/org/aio/Runner1/schedule/a_2fb"});
  EXPECT_THAT(shown.out, HasSubstr("\"a/b\""));
  EXPECT_THAT(shown.out, HasSubstr(".EveryUsec"));
  EXPECT_THAT(shown.out, HasSubstr("3600000000"));
  EXPECT_THAT(shown.out, HasSubstr("\"probe.beat\""));
  EXPECT_EQ(busctl({"get-property", "org.aio.Runner1", "/org/aio/Runner1/server/echo",
                    "org.aio.Runner1.Server", "Port"})
                .out,
            "q " + std::to_string(port_of("echo")) + "\n");
  EXPECT_EQ(busctl({"get-property", "org.aio.Runner1", "/org/aio/Runner1",
                    "org.aio.Runner1.Manager", "State"})
                .out,
            "s \"running\"\n");
  EXPECT_THAT(busctl({"tree", "org.aio.Runner1"}).out,
              HasSubstr("/org/aio/Runner1/listener/Hello"));
}

TEST_F(BusObjects, AScheduleIsTriggeredAndPausedOnItsOwnObject) {
  Daemon daemon(place);
  const auto verb = [&](const char* method, const std::string& name = "a_2fb") {
    return busctl({"call", "org.aio.Runner1", "/org/aio/Runner1/schedule/" + name,
                   "org.aio.Runner1.Schedule", method, "a{sv}", "0"});
  };
  const auto state = [&] {
    return busctl({"get-property", "org.aio.Runner1", "/org/aio/Runner1/schedule/a_2fb",
                   "org.aio.Runner1.Schedule", "State"})
        .out;
  };
  EXPECT_THAT(verb("Trigger").out, testing::StartsWith("sst \"ok\" \"\" "));
  EXPECT_THAT(verb("Pause"), ExitsWith(0));
  EXPECT_THAT(verb("Pause"), ExitsWith(0)) << "paused already";
  EXPECT_EQ(state(), "s \"paused\"\n");
  EXPECT_THAT(verb("Resume"), ExitsWith(0));
  EXPECT_THAT(verb("Stop"), ExitsWith(0));
  EXPECT_EQ(state(), "s \"stopped\"\n");
  EXPECT_THAT(verb("Start"), ExitsWith(0));
  EXPECT_EQ(state(), "s \"waiting\"\n");
  EXPECT_NE(verb("Pause", "nothing").status, 0);
}

TEST_F(BusObjects, WhatHasChangedIsToldAndNothingElse) {
  Daemon daemon(place, on_bus());
  auto watcher = peer();
  ASSERT_EQ(watcher.error(emit(watcher, "hello")), "");
  watcher.listen("type='signal',member='PropertiesChanged',path='/org/aio/Runner1/listener/Hello'");
  ASSERT_EQ(watcher.error(emit(watcher, "hello")), "");
  std::vector<std::string> told;
  while (told.empty() || told.back() != "Emits=2") {
    const auto signal = watcher.next_signal();
    ASSERT_TRUE(signal) << "the last value is always told";
    told = changes(signal);
    EXPECT_THAT(told, ElementsAre(testing::StartsWith("Emits=")));
  }
}

TEST_F(BusObjects, ItemsThatComeAndGoAreTold) {
  Daemon daemon(place, on_bus());
  auto watcher = peer();
  watcher.listen("type='signal',interface='org.freedesktop.DBus.ObjectManager'");
  configure("[schedule/new]\nevery = 1h\nfunc = probe.beat\n");
  reload(watcher);
  const auto added = watcher.next_signal();
  ASSERT_TRUE(added);
  EXPECT_STREQ(sd_bus_message_get_member(added.get()), "InterfacesAdded");
  const char* path = nullptr;
  test::check_bus(sd_bus_message_read_basic(added.get(), 'o', &path));
  EXPECT_STREQ(path, "/org/aio/Runner1/schedule/new");
  EXPECT_EQ(objects(watcher).count("/org/aio/Runner1/schedule/new"), 1U);

  configure("");
  reload(watcher);
  const auto removed = watcher.next_signal();
  ASSERT_TRUE(removed);
  EXPECT_STREQ(sd_bus_message_get_member(removed.get()), "InterfacesRemoved");
  test::check_bus(sd_bus_message_read_basic(removed.get(), 'o', &path));
  EXPECT_STREQ(path, "/org/aio/Runner1/schedule/new");
  EXPECT_EQ(objects(watcher).count("/org/aio/Runner1/schedule/new"), 0U);
}

TEST_F(BusObjects, AChangedSettingIsToldOfItsItemAndTheGenerationOfTheRunner) {
  Daemon daemon(place, on_bus());
  auto watcher = peer();
  watcher.listen("type='signal',member='PropertiesChanged',path_namespace='/org/aio'");
  place.write("aio.conf",
              "[aio]\ndrain = 100ms\n[schedule/a/b]\nevery = 2h\nfunc = probe.beat\n"
              "[server/echo]\nprotocol = aio.demo.echo\nport = 0\n"
              "[listen/all]\nHello = probe.hear\n");
  reload(watcher);
  std::vector<std::string> all;
  while (std::ranges::count(all, "EveryUsec=7200000000") + std::ranges::count(all, "Generation=2") <
         2) {
    const auto told = watcher.next_signal();
    ASSERT_TRUE(told) << testing::PrintToString(all);
    for (const auto& change : changes(told)) all.push_back(change);
  }
}

// 2,000 schedules that all run at one moment would be 2,000 signals at once.
TEST_F(BusObjects, ManyChangesDoNotFloodTheBus) {
  std::string many;
  for (int i = 0; i < 2000; ++i)
    many += "[schedule/s" + std::to_string(i) + "]\nevery = 1s\nfunc = probe.rest\n";
  configure(many);
  Daemon daemon(place, on_bus());
  auto watcher = peer();
  watcher.listen("type='signal',member='PropertiesChanged',path_namespace='/org/aio'");
  ASSERT_TRUE(watcher.next_signal());
  const auto began = steady_clock::now();
  std::size_t count = 1;
  while (count < 1600 && watcher.next_signal()) ++count;
  EXPECT_EQ(count, 1600U);
  EXPECT_GT(steady_clock::now() - began, 1s) << "1,600 at 1,000 a second, and some were on the way";
  EXPECT_EQ(watcher.error(emit(watcher, "hello")), "") << "calls are answered meanwhile";
}

}  // namespace
}  // namespace aio::scenarios

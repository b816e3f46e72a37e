// SPDX-License-Identifier: MIT
// Far more items than one answer of the bus should hold.
#include <algorithm>
#include <atomic>
#include <chrono>
#include <thread>

#include "tests/scenarios/bus_scenario.hpp"

namespace aio::scenarios {
namespace {

using namespace std::chrono_literals;
using std::chrono::steady_clock;
using testing::HasSubstr;

constexpr std::size_t count = 20'000;
constexpr const char* refused_by_status = "org.aio.Runner1.Error.LimitsExceeded";

class ManyItems : public BusScenario {
 protected:
  ManyItems() {
    std::string many = "[listen/all]\nquick = probe.hear\n";
    for (std::size_t i = 0; i < count; ++i)
      many +=
          "[schedule/s" + std::to_string(i) + "]\nevery = 1h\nenabled = no\nfunc = probe.rest\n";
    place.write("aio.conf", many);
  }

  Finished ask(Words words) const {
    words.insert(words.begin(), "--address=" + bus.address());
    return aioctl(std::move(words));
  }
};

TEST_F(ManyItems, AreAllShownAndNobodyElseWaitsForIt) {
  Daemon daemon(place, on_bus());
  std::atomic<bool> over = false;
  Finished shown;
  std::thread reader([&] {
    shown = ask({"status"});
    over = true;
  });
  std::vector<steady_clock::duration> waits;
  const auto caller = peer();
  while (!over) {
    const auto asked = steady_clock::now();
    ASSERT_EQ(caller.error(emit(caller, "quick")), "");
    waits.push_back(steady_clock::now() - asked);
  }
  reader.join();
  EXPECT_THAT(shown, ExitsWith(0));
  EXPECT_THAT(shown.out, HasSubstr("Items: 20,000 schedules, "));
  EXPECT_THAT(shown.out, HasSubstr("\n  … and 19,980 more: aioctl list-schedules\n"));
  EXPECT_LT(std::ranges::count(shown.out, '\n'), 50);
  EXPECT_GE(waits.size(), 20U) << "it was answered in many parts";
  std::ranges::sort(waits);
  EXPECT_LT(waits[waits.size() / 2], 200ms) << "in the midst of it";
}

TEST_F(ManyItems, OneIsFoundWithoutReadingAllAndAllAreNoOneAnswer) {
  Daemon daemon(place, on_bus());
  EXPECT_THAT(ask({"status", "s19999"}).out, HasSubstr(" schedule/s19999\n"));
  EXPECT_THAT(ask({"list-schedules", "s1999?"}).out, HasSubstr("\ns19999 "));
  EXPECT_THAT(ask({"pause", "s7"}), ExitsWith(0));
  EXPECT_THAT(ask({"is-active", "s8"}), ExitsWith(3));
  const auto none = ask({"status", "s1999x"});
  EXPECT_THAT(none, ExitsWith(5));
  EXPECT_THAT(none.err, HasSubstr("did you mean 's1999'?"));

  const auto caller = peer();
  EXPECT_EQ(caller.error(status(caller)), refused_by_status);
  const auto with = [&](const char* option, const char* value) {
    const auto call = message(caller, "Manager", "Status");
    test::check_bus(sd_bus_message_append(call.get(), "a{sv}", 1, option, "s", value));
    return caller.error(call);
  };
  EXPECT_EQ(with("match", "s7"), "");
  EXPECT_EQ(with("kind", "listener"), "");
  EXPECT_EQ(with("kind", "schedule"), refused_by_status);
  EXPECT_EQ(with("after", "schedule/s1"), "") << "whoever asks so knows that there are parts";
  EXPECT_EQ(with("kind", "schedules"), "org.freedesktop.DBus.Error.InvalidArgs");
  EXPECT_EQ(with("after", "s1"), "org.freedesktop.DBus.Error.InvalidArgs");
  EXPECT_EQ(with("limit", "7"), "org.freedesktop.DBus.Error.InvalidArgs") << "it is a number";
}

}  // namespace
}  // namespace aio::scenarios

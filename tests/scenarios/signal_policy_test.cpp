// SPDX-License-Identifier: MIT
// [signal/NAME] in a real aiod: what waits, what is dropped, what takes too long, what is told on.
#include "tests/scenarios/scenario.hpp"

namespace aio::scenarios {
namespace {

using testing::HasSubstr;
using testing::Not;

class Policy : public Scenario {};

TEST_F(Policy, ATimeoutIsAnOutcomeAndACount) {
  place.write("aio.conf",
              "[listen/x]\nendless = probe.never_end\n[signal/Endless]\ntimeout = 100ms\n");
  Daemon daemon(place);
  const auto told = aioctl({"emit", "endless"});
  EXPECT_THAT(told, ExitsWith(1));
  EXPECT_THAT(told.out, HasSubstr("timeout"));
  EXPECT_TRUE(daemon.logs("probe.never_end: took longer than 0.1 s, asked to stop"));
  EXPECT_EQ(status_of("listeners", "endless").at("timeouts"), 1);
}

TEST_F(Policy, AFullQueueDropsTheNewest) {
  place.write("aio.conf",
              "[listen/x]\nendless = probe.never_end\n"
              "[signal/endless]\nqueue = 1\noverflow = drop-newest\n");
  Daemon daemon(place);
  EXPECT_THAT(aioctl({"emit", "endless", "--no-wait"}), ExitsWith(0));
  const auto told = aioctl({"emit", "endless"});
  EXPECT_THAT(told, ExitsWith(1));
  EXPECT_THAT(told.out, HasSubstr("dropped"));
  const auto shown = status_of("listeners", "endless");
  EXPECT_EQ(shown.at("dropped"), 1);
  EXPECT_EQ(shown.at("under_way"), 1);
}

TEST_F(Policy, AListenerThatEmitsItsOwnSignalIsCutAndLoggedOnce) {
  place.write("aio.conf", "[listen/x]\nloop = probe.emit_again\n");
  Daemon daemon(place);
  for (int i = 0; i < 3; ++i) EXPECT_THAT(aioctl({"emit", "loop"}), ExitsWith(0));
  const std::string cut = "a chain of more than 100 emits, cut here";
  ASSERT_TRUE(daemon.logs(cut));
  EXPECT_EQ(daemon.log().find(cut), daemon.log().rfind(cut));
}

TEST_F(Policy, TwoForOneSignalAreRefusedWithBothPlaces) {
  place.write("aio.conf", "[signal/Boom]\n[signal/bOOM]\n");
  const auto told = aiod({});
  EXPECT_THAT(told, ExitsWith(6));
  EXPECT_THAT(told.err, HasSubstr("aio.conf:2: [signal/bOOM] is the signal of [signal/Boom] in "));
}

TEST_F(Policy, ANameThatIsEmptyOrDataThatIsTooLongIsRefusedInWords) {
  place.write("aio.conf", "[listen/x]\nhear = probe.hear\n");
  Daemon daemon(place);
  const auto unnamed = call("Manager", "Emit", {"ssa{sv}", "", "x", "0"});
  EXPECT_THAT(unnamed, Not(ExitsWith(0)));
  EXPECT_THAT(unnamed.err, HasSubstr("the signal has no name"));
  EXPECT_THAT(aioctl({"emit", "hear", std::string(100'000, 'x')}), ExitsWith(0));
  EXPECT_THAT(call("Manager", "Emit", {"ssa{sv}", "nobody-hears-this", "x", "0"}), ExitsWith(0));
}

}  // namespace
}  // namespace aio::scenarios

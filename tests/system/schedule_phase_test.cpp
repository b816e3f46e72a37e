// SPDX-License-Identifier: MIT
// What else goes on in the process that follows: the grids of schedules, values of the runtime, and
// runs that are on when it is restarted.
#include <cmath>
#include <set>

#include "tests/system/system.hpp"

namespace aio::system_tests {
namespace {

using testing::HasSubstr;

class NextProcess : public System {
 protected:
  void SetUp() override {
    System::SetUp();
    if (!IsSkipped()) boot();
  }

  // When each run said its line, in seconds.
  std::vector<double> runs_of(const std::string& schedule) const {
    std::vector<double> times;
    for (const auto& entry : entries())
      if (entry.at("MESSAGE") == "Received scheduled: " + schedule)
        times.push_back(std::stod(entry.at("__MONOTONIC_TIMESTAMP").get<std::string>()) / 1e6);
    return times;
  }

  void wait_for_run(std::size_t number) const {
    ASSERT_TRUE(comes_true([&] { return runs_of("beat").size() >= number; }));
  }
};

TEST_F(NextProcess, SchedulesKeepTheirPhaseAndBeginNoExtraRun) {
  start_aio(
      "[aio]\ndrain = 100ms\n[DEFAULT]\nfunc = aio.demo.tick\n"
      "[schedule/hourly]\nevery = 1h\n[schedule/beat]\nevery = 2s\n");
  wait_for_run(1);
  kill_and_wait();
  wait_for_run(2);
  ASSERT_THAT(systemctl({"restart", "aio"}), ExitsWith(0));
  wait_for_run(3);
  kill_and_wait();
  wait_for_run(4);
  EXPECT_EQ(runs_of("hourly").size(), 1U);
  const auto beats = runs_of("beat");
  std::set<long> points;
  for (const double beat : beats) {
    const double periods = (beat - beats.front()) / 2;
    const long point = std::lround(std::floor(periods + 0.05));
    EXPECT_LT(periods - static_cast<double>(point), 0.8) << "off the grid, or very late";
    EXPECT_TRUE(points.insert(point).second) << "twice at " << periods;
  }
  EXPECT_EQ(*points.rbegin(), static_cast<long>(points.size()) - 1) << "none is lost";
  EXPECT_EQ(property("NFileDescriptorStore"), "2") << "the grids and the moment";
}

TEST_F(NextProcess, SchedulesBeginAnewBehindAStopAndWhenTheyAreOthers) {
  const std::string other = "[schedule/beat]\nfunc = aio.demo.tick\nevery = 2h\n";
  start_aio("[schedule/beat]\nfunc = aio.demo.tick\nevery = 1h\n");
  wait_for_run(1);
  ASSERT_THAT(systemctl({"stop", "aio"}), ExitsWith(0));
  ASSERT_THAT(systemctl({"start", "aio"}), ExitsWith(0));
  wait_for_run(2);
  configure(other);
  ASSERT_THAT(systemctl({"restart", "aio"}), ExitsWith(0));
  wait_for_run(3);
  kill_and_wait();
  kill_and_wait();
  EXPECT_EQ(runs_of("beat").size(), 3U);
}

TEST_F(NextProcess, HasTheValuesOfTheRuntimeAndTheChangeThatWaits) {
  start_aio("[aio]\ndrain = 100ms\n[schedule/tick]\nevery = 1h\nfunc = aio.demo.tick\n");
  machine().told({"chown", "aio:", "/etc/aio/aio.conf"});
  ASSERT_THAT(aioctl({"config", "--set", "--runtime", "aio:drain", "300ms"}), ExitsWith(0));
  ASSERT_THAT(aioctl({"config", "--set", "--revert-after", "1h", "schedule/tick:every", "2h"}),
              ExitsWith(0));
  const auto expect_all = [&] {
    EXPECT_EQ(aioctl({"config", "--get", "aio:drain"}).out, "300ms\n");
    EXPECT_EQ(aioctl({"config", "--get", "schedule/tick:every"}).out, "2h\n");
    const auto status = nlohmann::json::parse(aioctl({"--json", "status"}).out).dump();
    EXPECT_THAT(status, HasSubstr("revert_usec"));
  };
  kill_and_wait();
  expect_all();
  ASSERT_THAT(systemctl({"restart", "aio"}), ExitsWith(0));
  expect_all();
}

TEST_F(NextProcess, ARestartLetsARunEndWithinTheDrain) {
  start_aio(
      "[aio]\ndrain = 20s\n[schedule/slow]\nevery = 1h\n"
      "func = exec:/bin/sh -c \"echo begun; sleep 1; echo ended in good order\"\n");
  ASSERT_TRUE(journal_holds("begun"));
  ASSERT_THAT(systemctl({"restart", "aio"}), ExitsWith(0));
  EXPECT_TRUE(journal_holds("ended in good order"));
}

}  // namespace
}  // namespace aio::system_tests

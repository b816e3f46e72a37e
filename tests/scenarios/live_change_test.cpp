// SPDX-License-Identifier: MIT
// Changes that only try something: planned, at runtime alone, undone unless somebody confirms them.
#include <csignal>
#include <thread>

#include "tests/scenarios/scenario.hpp"

namespace aio::scenarios {
namespace {

using testing::HasSubstr;

class LiveChange : public Scenario {
 protected:
  static constexpr auto text =
      "[app]\nword = file\n[schedule/beat]\nevery = 1h\nfunc = probe.beat\n";

  LiveChange() { place.write("aio.conf", text); }

  std::string word() const { return aioctl({"config", "-g", "app:word"}).out; }
};

TEST_F(LiveChange, APlanIsPrintedAndNothingIsDone) {
  const Daemon daemon(place);
  const Finished plan = aioctl({"config", "-s", "schedule/beat:every", "2h", "--plan"});
  EXPECT_EQ(plan.out, "changed schedule/beat\n");
  EXPECT_EQ(place.read("aio.conf"), text);
  EXPECT_THAT(aioctl({"config", "-s", "schedule/beat:every", "2 parsecs", "--plan"}), ExitsWith(6));
}

TEST_F(LiveChange, AValueSetAtRuntimeOutlivesAKilledDaemon) {
  {
    const Daemon daemon(place);
    ASSERT_THAT(aioctl({"config", "--runtime", "-s", "app:word", "memory"}), ExitsWith(0));
    daemon.process().signal(SIGKILL);
  }
  const Daemon daemon(place);
  EXPECT_EQ(word(), "memory\n");
  EXPECT_EQ(place.read("aio.conf"), text);
  EXPECT_EQ(status().at("runtime_values"), nlohmann::json::array({"app:word"}));
  EXPECT_THAT(aioctl({"status"}).out, HasSubstr("Runtime: over the files: app:word\n"));

  EXPECT_THAT(aioctl({"config", "--runtime", "--unset", "app:word"}), ExitsWith(0));
  EXPECT_EQ(word(), "file\n");
}

TEST_F(LiveChange, WhereTellsOfTheRuntimeValueAndSinceWhenItHolds) {
  const Daemon daemon(place);
  const auto where = [&] {
    return nlohmann::json::parse(aioctl({"config", "--where", "app:word", "--json"}).out);
  };
  EXPECT_EQ(where().at("generation"), 1);
  EXPECT_EQ(where().at("origins").at(0).at("layer"), "file");
  ASSERT_THAT(aioctl({"config", "--runtime", "-s", "app:word", "memory"}), ExitsWith(0));
  ASSERT_THAT(aioctl({"reload"}), ExitsWith(0));
  const auto now = where();
  EXPECT_EQ(now.at("value"), "memory");
  EXPECT_EQ(now.at("generation"), 2) << "not the last reload, which changed nothing";
  EXPECT_EQ(now.at("origins").at(0).at("layer"), "runtime");
  EXPECT_EQ(now.at("origins").at(1).at("raw"), "file");
  EXPECT_EQ(now.at("origins").at(1).at("line"), 2);
  EXPECT_THAT(aioctl({"config", "--where", "app:wrod"}), ExitsWith(5));
}

TEST_F(LiveChange, WhatNobodyConfirmsIsUndone) {
  const Daemon daemon(place);
  ASSERT_THAT(aioctl({"config", "-s", "app:word", "trial", "--revert-after", "300ms"}),
              ExitsWith(0));
  EXPECT_THAT(place.read("aio.conf"), HasSubstr("word = trial"));
  EXPECT_TRUE(daemon.logs("undone, since nobody has confirmed it: app:word"));
  EXPECT_EQ(place.read("aio.conf"), text);
}

TEST_F(LiveChange, AlsoWhenTheDaemonWasKilledMeanwhile) {
  {
    const Daemon daemon(place);
    ASSERT_THAT(aioctl({"config", "-s", "app:word", "trial", "--revert-after", "300ms"}),
                ExitsWith(0));
    daemon.process().signal(SIGKILL);
  }
  std::this_thread::sleep_for(300ms);  // what passes while no daemon is there
  const Daemon daemon(place);
  EXPECT_EQ(word(), "file\n");
  EXPECT_EQ(place.read("aio.conf"), text);
}

TEST_F(LiveChange, AConfirmedChangeStays) {
  const Daemon daemon(place);
  ASSERT_THAT(aioctl({"config", "-s", "app:word", "good", "--revert-after=1h"}), ExitsWith(0));
  EXPECT_THAT(aioctl({"status"}).out, HasSubstr(", unless confirmed\n"));
  const Finished second = aioctl({"config", "-s", "app:word", "x", "--revert-after=1h"});
  EXPECT_EQ(second.status, 1);
  EXPECT_THAT(second.err, HasSubstr("another change waits to be confirmed"));
  EXPECT_EQ(aioctl({"config", "--confirm"}).out, "confirmed app:word\n");
  EXPECT_THAT(aioctl({"config", "--confirm"}), ExitsWith(1));
  EXPECT_EQ(word(), "good\n");
}

TEST_F(LiveChange, NeedsADaemon) {
  EXPECT_THAT(aioctl({"config", "-s", "app:word", "x", "--plan"}), ExitsWith(7));
  EXPECT_THAT(aioctl({"config", "-s", "app:word", "x", "--runtime"}), ExitsWith(7));
  EXPECT_THAT(aioctl({"config", "--confirm"}), ExitsWith(7));
  EXPECT_THAT(aioctl({"-f", "aio.conf", "config", "-s", "app:word", "x", "--runtime"}),
              ExitsWith(2));
  EXPECT_THAT(aioctl({"config", "-g", "app:word", "--plan"}), ExitsWith(2));
  EXPECT_EQ(place.read("aio.conf"), text);
}

}  // namespace
}  // namespace aio::scenarios

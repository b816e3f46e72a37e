// SPDX-License-Identifier: MIT
// Whatever aioctl does, busctl can.
#include "tests/scenarios/scenario.hpp"

namespace aio::scenarios {
namespace {

using testing::HasSubstr;
using testing::Not;

class StockTools : public Scenario {
 protected:
  StockTools() {
    place.write(
        "aio.conf",
        "[aio]\nlog_level = INFO\n"
        "[listen/all]\nexample-signal = probe.hear\nbad = probe.fail\nwhisper = probe.whisper\n"
        "[schedule/tick]\nevery = 1h\nfunc = probe.beat\n");
  }
};

TEST_F(StockTools, EmitAnswersWithTheOutcomes) {
  Daemon daemon(place);
  const auto emitted = call("Manager", "Emit", {"ssa{sv}", "example-signal", "BOOM", "0"});
  EXPECT_THAT(emitted.out, testing::StartsWith("a(ssst) 1 \"probe.hear\" \"ok\" \"\" "));
  EXPECT_TRUE(daemon.logs("heard example-signal: BOOM"));
  EXPECT_THAT(call("Manager", "Emit", {"ssa{sv}", "bad", "", "0"}).out,
              testing::StartsWith("a(ssst) 1 \"probe.fail\" \"failed\" \"the listener threw\" "));
  EXPECT_EQ(call("Manager", "Emit", {"ssa{sv}", "unheard", "", "0"}).out, "a(ssst) 0\n");
}

TEST_F(StockTools, SetAppliesLiveAndIsWritten) {
  Daemon daemon(place);
  const auto set = call("Config", "Set", {"a(sss)a{sv}", "1", "aio", "log_level", "DEBUG", "0"});
  EXPECT_THAT(set, ExitsWith(0));
  EXPECT_THAT(place.read("aio.conf"), HasSubstr("[aio]\nlog_level = DEBUG\n"));
  EXPECT_EQ(call("Config", "Get", {"ssa{sv}", "aio", "log_level", "0"}).out, "s \"DEBUG\"\n");
  call("Manager", "Emit", {"ssa{sv}", "whisper", "now", "0"});
  EXPECT_TRUE(daemon.logs("whispered now"));
  EXPECT_THAT(call("Config", "Unset", {"a(ss)a{sv}", "1", "aio", "log_level", "0"}), ExitsWith(0));
  EXPECT_EQ(call("Config", "Get", {"ssa{sv}", "aio", "log_level", "0"}).out, "s \"INFO\"\n");
}

TEST_F(StockTools, ASectionAndAllSectionsAreRead) {
  Daemon daemon(place);
  EXPECT_THAT(call("Config", "GetSection", {"sa{sv}", "schedule/tick", "0"}).out,
              HasSubstr("\"every\" \"1h\" \"func\" \"probe.beat\""));
  EXPECT_THAT(call("Config", "Dump", {"a{sv}", "0"}).out, HasSubstr("\"schedule/tick\""));
}

TEST_F(StockTools, WhereAValueComesFromAndTheKeysAreTold) {
  Daemon daemon(place);
  const std::string where = call("Config", "Where", {"ssa{sv}", "schedule/tick", "every", "0"}).out;
  EXPECT_THAT(where, HasSubstr("\"layer\" s \"file\""));
  EXPECT_THAT(where, HasSubstr("\"raw\" s \"1h\""));
  EXPECT_THAT(where, HasSubstr("\"generation\" t 1"));
  EXPECT_THAT(call("Config", "Schema", {"a{sv}", "0"}).out,
              HasSubstr("\"section\" s \"schedule/NAME\""));
}

TEST_F(StockTools, ReloadTellsTheGenerationAndWhatWasDone) {
  Daemon daemon(place);
  place.write("aio.conf", "[schedule/tock]\nevery = 1h\nfunc = probe.beat\n");
  const auto reloaded = call("Manager", "Reload", {"a{sv}", "0"});
  EXPECT_THAT(reloaded.out, testing::StartsWith("ta(ss) 2 "));
  EXPECT_THAT(reloaded.out, HasSubstr("\"schedule/tock\""));
  EXPECT_THAT(reloaded.out, HasSubstr("\"schedule/tick\""));
}

TEST_F(StockTools, ARefusedReloadTellsEveryMistake) {
  Daemon daemon(place);
  place.write("aio.conf", "[schedule/tick]\nevery = x\nfunc = probe.hear\n");
  const auto refused = call("Manager", "Reload", {"a{sv}", "0"});
  EXPECT_NE(refused.status, 0);
  EXPECT_THAT(refused.err, HasSubstr("aio.conf:2: "));
  EXPECT_THAT(refused.err, HasSubstr("aio.conf:3: "));
}

TEST_F(StockTools, StatusShowsTheRunnerAndItsItems) {
  Daemon daemon(place);
  const auto status = call("Manager", "Status", {"a{sv}", "0"});
  EXPECT_THAT(status.out, HasSubstr("\"state\" s \"running\""));
  EXPECT_THAT(status.out, HasSubstr("\"schedule/tick\""));
  EXPECT_THAT(status.out, HasSubstr("\"listener/example-signal\""));
}

TEST_F(StockTools, AnUnknownOptionOrWrongArgumentsAreRefused) {
  Daemon daemon(place);
  EXPECT_NE(call("Manager", "Reload", {"a{sv}", "1", "later", "b", "true"}).status, 0);
  EXPECT_NE(call("Manager", "Emit", {"s", "example-signal"}).status, 0);
  EXPECT_NE(call("Manager", "Nothing", {}).status, 0);
  EXPECT_NE(call("Config", "Get", {"ssa{sv}", "aio", "nothing", "0"}).status, 0);
  EXPECT_THAT(aioctl({"status"}), ExitsWith(0));
}

TEST_F(StockTools, IntrospectionShowsBothInterfaces) {
  Daemon daemon(place);
  const auto shown = busctl({"introspect", "org.aio.Runner1", "/org/aio/Runner1"});
  EXPECT_THAT(shown.out, HasSubstr("org.aio.Runner1.Manager"));
  EXPECT_THAT(shown.out, HasSubstr("org.aio.Runner1.Config"));
}

}  // namespace
}  // namespace aio::scenarios

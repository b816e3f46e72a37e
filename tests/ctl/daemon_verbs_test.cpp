// SPDX-License-Identifier: MIT
#include <sys/stat.h>

#include <chrono>
#include <future>

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <nlohmann/json.hpp>

#include "tests/ctl/bus_fixture.hpp"

// The verbs that ask a daemon, on a bus of the test's own.
namespace aio::ctl {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;
using testing::StartsWith;

class DaemonVerbs : public test::DaemonOnABus {};

TEST_F(DaemonVerbs, EmitASignalWithItsData) {
  const auto ended = run({"emit", "ok", "BOOM"});
  EXPECT_EQ(ended.exit, 0) << ended.err;
  EXPECT_EQ(ended.out, "HANDLER  OUTCOME  TIME  ERROR\nm.good   ok       1ms\n");
  EXPECT_EQ(ended.err, "");
  EXPECT_THAT(daemon.calls(), ElementsAre("Emit(ok, BOOM)"));
}

TEST_F(DaemonVerbs, TellWhereAValueComesFrom) {
  const auto ended = run({"config", "--where", "a:b"});
  EXPECT_EQ(ended.exit, 0) << ended.err;
  EXPECT_THAT(ended.out, StartsWith("a:b\n     Value: 1\n      Text: ${c}\n     Layer: runtime\n"));
  EXPECT_THAT(ended.out, HasSubstr(" ago, generation 3\n"));
  EXPECT_THAT(ended.out, HasSubstr("\nfile, [DEFAULT]  /f.conf:4  0\n"));
  EXPECT_EQ(run({"config", "--where", "a:no"}).exit, 5);
  EXPECT_THAT(daemon.calls(), ElementsAre("Where(a, b)", "Where(a, no)"));
}

TEST_F(DaemonVerbs, TellTheKeysOfItsModules) {
  EXPECT_EQ(run({"config", "--schema", "--json"}).out,
            "{\"keys\":[{\"key\":\"greeting\",\"live\":true,\"section\":\"m\"}]}\n");
  EXPECT_THAT(daemon.calls(), ElementsAre("Schema()"));
}

TEST_F(DaemonVerbs, EmitDataVerbatim) {
  for (const std::string data : {"[\"x\"]", "-1", "-g", "", "=x", "a\\n\nb"})
    EXPECT_EQ(run({"emit", "ok", data}).exit, 0) << data;
  EXPECT_EQ(run({"emit", "ok"}).exit, 0);
  EXPECT_EQ(run({"emit", "ok", "--", "--json"}).exit, 0);
  EXPECT_THAT(daemon.calls(),
              ElementsAre("Emit(ok, [\"x\"])", "Emit(ok, -1)", "Emit(ok, -g)", "Emit(ok, )",
                          "Emit(ok, =x)", "Emit(ok, a\\n\nb)", "Emit(ok, )", "Emit(ok, --json)"));
}

TEST_F(DaemonVerbs, EmitAndWaitForNoEnd) {
  const auto ended = run({"emit", "bad", "--no-wait"});
  EXPECT_EQ(ended.exit, 0) << ended.err;
  EXPECT_EQ(ended.out, "HANDLER  OUTCOME  TIME  ERROR\nm.good   begun    0\n");
}

TEST_F(DaemonVerbs, EndWith1WhenAListenerFails) {
  const auto ended = run({"emit", "both"});
  EXPECT_EQ(ended.exit, 1);
  EXPECT_THAT(ended.out, HasSubstr("m.bad    failed   20us  boom\n"));
  EXPECT_EQ(ended.err, "aioctl: 1 of 2 listeners did not end well\n");
}

TEST_F(DaemonVerbs, EndWith8WhenNobodyListens) {
  const auto ended = run({"emit", "nothing"});
  EXPECT_EQ(ended.exit, 8);
  EXPECT_EQ(ended.out, "");
  EXPECT_EQ(ended.err, "aioctl: nobody listens to 'nothing'\n");
  EXPECT_EQ(run({"emit", "nothing", "--json"}).out, "{\"outcomes\":[]}\n");
}

TEST_F(DaemonVerbs, EndWith4WhenTheBusDenies) {
  const auto ended = run({"emit", "denied"});
  EXPECT_EQ(ended.exit, 4);
  EXPECT_EQ(ended.err, "aioctl: not for you\n");
}

TEST_F(DaemonVerbs, EndWith1ForTooMuch) {
  EXPECT_EQ(run({"emit", "large"}).exit, 1);
}

TEST_F(DaemonVerbs, EndWith124WhenTheTimeoutRunsOut) {
  const auto ended = run({"--timeout=100ms", "emit", "never"});
  EXPECT_EQ(ended.exit, 124);
  EXPECT_EQ(ended.out, "");
  EXPECT_EQ(ended.err, "aioctl: no answer within 100ms\n");
}

TEST_F(DaemonVerbs, EndWith7WhenTheBusGoesDuringACall) {
  auto ended = std::async(std::launch::async, [this] { return run({"emit", "never"}); });
  const auto limit = std::chrono::steady_clock::now() + std::chrono::seconds(30);
  while (daemon.calls().empty() && std::chrono::steady_clock::now() < limit) {
  }
  bus_.kill();
  const test::Ended emitted = ended.get();
  EXPECT_EQ(emitted.exit, 7);
  EXPECT_THAT(emitted.err, StartsWith("aioctl: no daemon any more: the bus at "));
}

TEST_F(DaemonVerbs, ReloadAndSayWhatWasDone) {
  EXPECT_EQ(run({"reload"}).out, "started schedule/beat\n");
  EXPECT_EQ(run({"reload", "--json"}).out,
            "{\"generation\":4,\"done\":[{\"action\":\"started\",\"item\":\"schedule/beat\"}]}\n");
  EXPECT_EQ(run({"reload", "-q"}).out, "");
}

TEST_F(DaemonVerbs, ShowTheStatus) {
  for (const auto& arguments : std::vector<std::vector<std::string>>{{}, {"status"}}) {
    const auto ended = run(arguments);
    EXPECT_EQ(ended.exit, 0) << ended.err;
    EXPECT_THAT(ended.out, HasSubstr("State: running\n"));
    EXPECT_THAT(ended.out, HasSubstr("\n  LISTENER  EMITS"));
  }
}

TEST_F(DaemonVerbs, ShowTheStatusAsJson) {
  const auto json = nlohmann::json::parse(run({"--json=pretty"}).out);
  EXPECT_EQ(json["state"], "running");
  EXPECT_EQ(json["pid"], 7);
  EXPECT_EQ(json["schedules"][1]["name"], "off");
  EXPECT_EQ(json["modules"], nlohmann::json::array());
}

TEST_F(DaemonVerbs, EndStatusByWhatIsActive) {
  EXPECT_EQ(run({"status", "beat"}).exit, 0);
  EXPECT_EQ(run({"status", "schedule/beat"}).exit, 0);
  EXPECT_EQ(run({"status", "off"}).exit, 3);
  EXPECT_EQ(run({"status", "schedule/*"}).exit, 3);
  EXPECT_EQ(run({"status", "B*"}).exit, 0);
  const auto missing = run({"status", "schedule/bat"});
  EXPECT_EQ(missing.exit, 5);
  EXPECT_EQ(missing.out, "");
  EXPECT_THAT(missing.err, HasSubstr("\nHint: did you mean 'schedule/beat'?\n"));
}

TEST_F(DaemonVerbs, ShowTheHistoryOfANameAndNotOfAPattern) {
  EXPECT_THAT(run({"status", "beat"}).out, StartsWith("● schedule/beat\n"));
  EXPECT_THAT(run({"status", "schedule/beat"}).out, HasSubstr("\nRUN  CAUSE  START "));
  EXPECT_THAT(run({"status", "both"}).out, HasSubstr("\n\n● server/both\n"));
  EXPECT_THAT(run({"status", "bea?"}).out, StartsWith("  SCHEDULE  EVERY"));
  const auto calls = daemon.calls();
  EXPECT_EQ(std::count(calls.begin(), calls.end(), "History(schedule/beat)"), 2);
}

TEST_F(DaemonVerbs, ShowTheHistoryAsJson) {
  const auto beat = nlohmann::json::parse(run({"status", "beat", "--json"}).out);
  EXPECT_EQ(beat["runs"].dump(), R"([{"id":7,"item":"schedule/beat","outcome":"ok"}])");
  EXPECT_EQ(beat["lines"], nlohmann::json::array());
  EXPECT_EQ(nlohmann::json::parse(run({"status", "off", "--json"}).out)["runs"],
            nlohmann::json::array());
  EXPECT_FALSE(nlohmann::json::parse(run({"status", "--json"}).out).contains("runs"));
}

TEST_F(DaemonVerbs, ShowOnlyWhatThePatternPicks) {
  const auto json = nlohmann::json::parse(run({"status", "off", "--json"}).out);
  EXPECT_EQ(json["schedules"].size(), 1U);
  EXPECT_EQ(json["listeners"].size(), 0U);
}

TEST_F(DaemonVerbs, ReadTheConfiguration) {
  EXPECT_EQ(run({"config"}).out, "[a]\nb = 1\n\n");
  EXPECT_EQ(run({"config", "-g", "a"}).out, "b = 1\n");
  EXPECT_EQ(run({"config", "-g", "a:b"}).out, "1\n");
  EXPECT_EQ(run({"config", "-g", "a:b", "--json"}).out, "{\"a\":{\"b\":\"1\"}}\n");
}

TEST_F(DaemonVerbs, EndWith5ForAnOptionThatIsNotThere) {
  EXPECT_EQ(run({"config", "-g", "x"}).exit, 5);
  const auto ended = run({"config", "-g", "a:c"});
  EXPECT_EQ(ended.exit, 5);
  EXPECT_EQ(ended.err, "aioctl: there is no option 'c'\n");
}

TEST_F(DaemonVerbs, SetOptionsInTheDaemonAndInNoFile) {
  const auto ended = run({"config", "-s", "a:b", "x\\ny", "c:d", "-1"});
  EXPECT_EQ(ended.exit, 0) << ended.err;
  EXPECT_EQ(ended.out, "changed schedule/beat\n");
  EXPECT_THAT(daemon.calls(), ElementsAre("Set(a:b=x\ny;c:d=-1;)"));
  EXPECT_FALSE(std::filesystem::exists(aioctl.folder() / "work/aio.conf"));
}

TEST_F(DaemonVerbs, UnsetOptions) {
  EXPECT_EQ(run({"config", "--unset", "a:b", "c:d"}).out, "") << "nothing that runs has changed";
  EXPECT_THAT(daemon.calls(), ElementsAre("Unset(a:b;c:d;)"));
}

TEST_F(DaemonVerbs, PrintEachMistakeOnALineOfItsOwn) {
  const auto ended = run({"config", "-s", "a:bad", "x"});
  EXPECT_EQ(ended.exit, 6);
  EXPECT_EQ(ended.out, "");
  EXPECT_EQ(ended.err, "/f.conf:3: 'bad' is bad\n/f.conf:4: so is this\n");
}

TEST_F(DaemonVerbs, LeaveTheDaemonAloneWhenAFileIsNamed) {
  aioctl.write("f.conf", "[a]\nb = file\n");
  EXPECT_EQ(run({"config", "-f", "f.conf", "-g", "a:b"}).out, "file\n");
  EXPECT_EQ(run({"config", "-c", "f.conf", "-g", "a:b"}).out, "file\n");
  EXPECT_EQ(run({"config", "-f", "f.conf", "-s", "a:b", "2"}).exit, 0);
  EXPECT_THAT(daemon.calls(), ElementsAre());
}

/// The private bus, in the place where aiod puts it.
class PrivateBus : public testing::Test {
 protected:
  PrivateBus() {
    std::filesystem::create_directory(aioctl.folder() / "aio");
    ::chmod((aioctl.folder() / "aio").c_str(), 0700);
  }

  test::Aioctl aioctl;
};

TEST_F(PrivateBus, IsTakenWithoutAFlag) {
  const test::TestBus bus(aioctl.folder() / "aio/bus");
  test::FakeDaemon daemon(bus.address());
  EXPECT_EQ(aioctl({"config", "-g", "a:b"}).out, "1\n");
}

TEST_F(PrivateBus, IsPassedOverWhenOthersMayWriteItsFolder) {
  const test::TestBus bus(aioctl.folder() / "aio/bus");
  test::FakeDaemon daemon(bus.address());
  ::chmod((aioctl.folder() / "aio").c_str(), 0777);
  const auto ended = aioctl({"status"});
  EXPECT_EQ(ended.exit, 7);
  EXPECT_THAT(ended.err, HasSubstr("aio may be written by others)\n"));
}

TEST_F(PrivateBus, IsPassedOverWhenItDoesNotAnswer) {
  test::TestBus dead(aioctl.folder() / "aio/bus");
  dead.kill();
  const test::TestBus system;
  test::FakeDaemon daemon(system.address());
  aioctl.environment()["DBUS_SYSTEM_BUS_ADDRESS"] = system.address();
  EXPECT_EQ(aioctl({"config", "-g", "a:b"}).out, "1\n");
}

}  // namespace
}  // namespace aio::ctl

// SPDX-License-Identifier: MIT
// How aiod comes up: by hand, with what it finds, and with what is in its way.
#include "tests/scenarios/scenario.hpp"

namespace aio::scenarios {
namespace {

using testing::HasSubstr;
using testing::IsEmpty;

using Start = Scenario;

TEST_F(Start, RunsWithNoConfigurationAtAll) {
  Daemon daemon(place);
  EXPECT_THAT(daemon.log(), HasSubstr("ready: 0 schedules, 0 servers"));
  EXPECT_THAT(aioctl({"config", "-g", "aio:log_level"}).out, "INFO\n");
  EXPECT_EQ(daemon.stop(), 0);
}

TEST_F(Start, FindsTheDemoModuleFromAnyFolder) {
  place.write("aio.conf", "[schedule/hello]\nevery = 1h\nfunc = aio.demo.tick\n");
  Daemon daemon(place);
  EXPECT_TRUE(daemon.logs("Received scheduled: hello"));
}

TEST_F(Start, RunsTheHelloExample) {
  Daemon daemon(place, {"-c", AIO_SOURCE_DIR "/examples/hello/aio.conf"});
  EXPECT_TRUE(daemon.logs("Received scheduled: "));
  EXPECT_THAT(aioctl({"emit", "example-signal", "BOOM"}), ExitsWith(0));
  EXPECT_TRUE(daemon.logs("BOOM"));
}

TEST_F(Start, TellsEveryMistakeAndEndsWith6) {
  place.write("aio.conf",
              "[schedule/hello]\nevery = 5 parsecs\nfunc = probe.beat\n"
              "[server/echo]\nprotocol = aio.demo.echo\nport = 70000\n");
  const auto ended = aiod({});
  EXPECT_THAT(ended, ExitsWith(6));
  EXPECT_THAT(ended.out, IsEmpty());
  EXPECT_THAT(ended.err, HasSubstr("aio.conf:2: "));
  EXPECT_THAT(ended.err, HasSubstr("5 parsecs"));
  EXPECT_THAT(ended.err, HasSubstr("aio.conf:6: "));
}

TEST_F(Start, ChecksWithoutRunning) {
  place.write("good.conf", "[schedule/hello]\nevery = 2\nfunc = probe.beat\n");
  place.write("bad.conf", "[schedule/hello]\nevery = 2\nfunc = probe.hear\n");
  EXPECT_THAT(aiod({"--check", "-c", "good.conf"}), ExitsWith(0));
  const auto bad = aiod({"--check", "-c", "bad.conf"});
  EXPECT_THAT(bad, ExitsWith(6));
  EXPECT_THAT(bad.err, HasSubstr("bad.conf:3: "));
  EXPECT_THAT(bad.err, HasSubstr("listener"));
}

TEST_F(Start, ServesTheRestWhenAPortIsBusyAndTakesItWhenItIsFree) {
  const auto port = std::to_string(free_port());
  place.write("first.conf", "[server/first]\nprotocol = aio.demo.echo\nport = " + port + "\n");
  place.write("second.conf", "[server/late]\nprotocol = aio.demo.echo\nport = " + port +
                                 "\n[server/other]\nprotocol = aio.demo.echo\nport = 0\n");
  auto first = std::make_unique<Daemon>(place, Words{"--address=none", "-c", "first.conf"});
  Daemon second(place, {"-c", "second.conf"});
  EXPECT_THAT(second.log(), HasSubstr("second.conf:3: server 'late'"));
  EXPECT_EQ(status().at("state"), "degraded");
  Client client(port_of("other"));
  client.send("hello");
  EXPECT_EQ(client.receive(5), "hello");

  EXPECT_EQ(first->stop(), 0);
  EXPECT_TRUE(second.logs("mended: "));
  EXPECT_EQ(std::to_string(port_of("late")), port);
  EXPECT_EQ(status().at("state"), "running");
}

TEST_F(Start, TakesAModuleThatComesLater) {
  place.write("aio.conf", "[schedule/hello]\nevery = 1h\nfunc = probe.beat\n");
  std::filesystem::remove(place.folder() / "probe");
  Daemon daemon(place);
  EXPECT_EQ(status().at("state"), "degraded");
  std::filesystem::create_directory_symlink(AIO_PROBE_DIR, place.folder() / "probe");
  EXPECT_TRUE(daemon.logs("beat of hello"));
}

TEST_F(Start, RefusesASecondInstanceAndNamesTheFirst) {
  Daemon daemon(place);
  const auto second = aiod({});
  EXPECT_THAT(second, ExitsWith(1));
  EXPECT_THAT(second.err, HasSubstr(std::to_string(daemon.process().pid())));
  EXPECT_THAT(aioctl({"status"}), ExitsWith(0));
}

TEST_F(Start, RefusesARuntimeFolderThatOthersMayWrite) {
  const auto folder = place.runtime_folder() / "aio";
  std::filesystem::create_directories(folder);
  std::filesystem::permissions(folder, std::filesystem::perms::all);
  const auto refused = aiod({});
  EXPECT_THAT(refused, ExitsWith(1));
  EXPECT_THAT(refused.err, HasSubstr("is not a folder of this user alone"));
}

TEST_F(Start, AnswersOnTheBusBeforeItIsReady) {
  place.write("aio.conf", "[server/late]\nprotocol = probe.never_ready\nport = 0\n");
  Process starting(launch(place, {"aiod"}));
  ASSERT_TRUE(starting.err().holds("preparing without end"));
  EXPECT_THAT(aioctl({"config", "-g", "aio:log_level"}), ExitsWith(1));
  EXPECT_THAT(aioctl({"status"}), ExitsWith(0));
  starting.signal(SIGTERM);
  EXPECT_EQ(starting.status(), 0);
}

TEST_F(Start, ComesUpAgainAfterItWasKilled) {
  { Daemon killed(place); }  // SIGKILL: its bus' socket stays behind
  Daemon daemon(place);
  EXPECT_THAT(aioctl({"status"}), ExitsWith(0));
}

TEST_F(Start, NeedsNoBus) {
  place.write("aio.conf", "[schedule/hello]\nevery = 1h\nfunc = probe.beat\n");
  Daemon daemon(place, {"--address=none"});
  EXPECT_TRUE(daemon.logs("beat of hello"));
  EXPECT_THAT(aioctl({"status"}), ExitsWith(7));
  EXPECT_EQ(daemon.stop(), 0);
}

TEST_F(Start, ServesOnTheBusThatItIsTold) {
  Process bus(launch(place, {"dbus-daemon", "--session", "--nofork", "--print-address"}));
  ASSERT_TRUE(bus.out().holds("\n"));
  const auto text = bus.out().text();
  const auto address = "--address=" + text.substr(0, text.find('\n'));
  Daemon daemon(place, {address});
  EXPECT_THAT(aioctl({address, "config", "-g", "aio:log_level"}).out, "INFO\n");
  EXPECT_THAT(aioctl({"status"}), ExitsWith(7)) << "there is no private bus";
}

TEST_F(Start, IsStartedByAioctlRunToo) {
  place.write("own.conf", "[schedule/hello]\nevery = 1h\nfunc = probe.beat\n");
  for (const Words& words :
       {Words{"aioctl", "run", "-c", "own.conf"}, Words{"aioctl", "-c", "own.conf", "run"}}) {
    Process aioctl(launch(place, words));
    EXPECT_TRUE(aioctl.err().holds("beat of hello")) << aioctl.err().text();
    aioctl.signal(SIGTERM);
    EXPECT_EQ(aioctl.status(), 0);
  }
}

TEST_F(Start, AMistakeOnTheCommandLineIsUsage) {
  for (const Words& words : {Words{"--chekc"}, Words{"-c"}, Words{"extra"}}) {
    const auto ended = aiod(words);
    EXPECT_THAT(ended, ExitsWith(2));
    EXPECT_THAT(ended.out, IsEmpty());
  }
}

}  // namespace
}  // namespace aio::scenarios

// SPDX-License-Identifier: MIT
// aio.service as systemd runs it: start, reload, stop, and what a manager is told meanwhile.
#include <algorithm>

#include "tests/system/system.hpp"

namespace aio::system_tests {
namespace {

using testing::EndsWith;
using testing::HasSubstr;
using testing::MatchesRegex;
using testing::Not;
using testing::StartsWith;

class Service : public System {
 protected:
  void SetUp() override {
    System::SetUp();
    if (!IsSkipped()) boot();
  }

  int beats() const {
    const auto told = aioctl({"--json", "status", "schedule/beat"});
    if (told.status != 0) return 0;
    return nlohmann::json::parse(told.out).at("schedules").at(0).at("runs");
  }
};

TEST_F(Service, IsUpWhenItIsReadyAndTellsItsStatus) {
  start_aio(
      "[server/echo]\nprotocol = aio.demo.echo\nport = 7001\n"
      "[schedule/tick]\nevery = 1h\nfunc = aio.demo.tick\n");
  EXPECT_EQ(property("ActiveState"), "active");
  EXPECT_THAT(property("StatusText"), StartsWith("1 schedule, 1 server (0 connections)"));
  EXPECT_TRUE(journal_holds("Received scheduled: tick"));
  EXPECT_THAT(aioctl({"status", "server/echo"}), ExitsWith(0));
  EXPECT_THAT(aioctl({"-M", ".host", "status", "server/echo"}), ExitsWith(0));
}

TEST_F(Service, RunsAsAUserOfItsOwnWhoOwnsItsFolders) {
  start_aio("[schedule/who]\nevery = 1h\nfunc = exec:/usr/bin/id --user --name\n");
  EXPECT_EQ(machine().told({"ps", "-o", "user=", "-p", property("MainPID")}), "aio");
  EXPECT_TRUE(journal_holds("schedule/who: aio\n")) << "so do the programs that it runs";
  EXPECT_EQ(machine().told({"stat", "-c", "%U:%G %a %n", "/etc/aio", "/var/lib/aio"}),
            "aio:aio 755 /etc/aio\naio:aio 755 /var/lib/aio");
}

TEST_F(Service, IsStartedByTheFirstCallOnTheBusButByNoQuestionOfAioctl) {
  configure("[listen/all]\nhello = aio.demo.hear\n");
  EXPECT_THAT(aioctl({"status"}), ExitsWith(7));
  EXPECT_EQ(property("ActiveState"), "inactive");
  EXPECT_THAT(machine().run({"busctl", "call", "org.aio.Runner1", "/org/aio/Runner1",
                             "org.freedesktop.DBus.Peer", "Ping"}),
              ExitsWith(0));
  EXPECT_EQ(property("ActiveState"), "active");
}

TEST_F(Service, AReloadFailsWhenTheFileIsRefusedAndSaysWhy) {
  start_aio("[schedule/tick]\nevery = 1h\nfunc = aio.demo.tick\n");
  const int pid = main_pid();
  configure("[schedule/tock]\nevery = 1h\nfunc = aio.demo.tick\n");
  EXPECT_THAT(systemctl({"reload", "aio"}), ExitsWith(0));
  EXPECT_TRUE(journal_holds("Received scheduled: tock"));

  configure("[schedule/tick]\nevery = 5 parsecs\nfunc = aio.demo.tick\n");
  EXPECT_THAT(systemctl({"reload", "aio"}), ExitsWith(1));
  EXPECT_TRUE(journal_holds("/etc/aio/aio.conf:2: "));
  EXPECT_THAT(aioctl({"status", "schedule/tock"}), ExitsWith(0)) << "kept running as before";
  EXPECT_EQ(property("ActiveState"), "active");
  EXPECT_EQ(main_pid(), pid);
}

TEST_F(Service, ItsStatusTellsHowTheLastReloadEnded) {
  start_aio("[schedule/tick]\nevery = 1h\nfunc = aio.demo.tick\n");
  EXPECT_THAT(property("StatusText"), Not(HasSubstr("reload")));
  EXPECT_THAT(systemctl({"reload", "aio"}), ExitsWith(0));
  EXPECT_THAT(property("StatusText"), EndsWith(", last reload ok"));
  configure("[schedule/tick]\nevery = 5 parsecs\nfunc = aio.demo.tick\n");
  EXPECT_THAT(systemctl({"reload", "aio"}), ExitsWith(1));
  EXPECT_THAT(property("StatusText"), EndsWith(", last reload refused"));
  EXPECT_EQ(property("ActiveState"), "active") << "not 'reloading' for ever";
  EXPECT_THAT(aioctl({"reload"}), ExitsWith(6)) << "without systemd's knowing";
  EXPECT_TRUE(comes_true([&] { return property("ActiveState") == "active"; }));
}

TEST_F(Service, AStartWithABadFileRunsTheLastGoodConfiguration) {
  start_aio("[server/echo]\nprotocol = aio.demo.echo\nport = 7001\n");
  configure("[server/echo]\nprotocol = aio.demo.echo\nport = 70000\n");
  EXPECT_THAT(systemctl({"restart", "aio"}), ExitsWith(0));
  EXPECT_THAT(property("StatusText"), StartsWith("degraded: /etc/aio/aio.conf:3: "));
  EXPECT_THAT(aioctl({"is-active", "server/echo"}), ExitsWith(0));
  EXPECT_EQ(property("NRestarts"), "0");
  // What helps is in the catalog.
  machine().told({"journalctl", "--update-catalog"});
  EXPECT_THAT(machine().told({"journalctl", "-q", "-x", "_SYSTEMD_UNIT=aio.service"}),
              HasSubstr("Subject: The last good configuration is run"));

  EXPECT_THAT(aioctl({"config", "--set", "server/echo:port", "7002"}), ExitsWith(0));
  EXPECT_THAT(property("StatusText"), StartsWith("0 schedules, 1 server"));
}

TEST_F(Service, AnEndThatTakesLongerThanTheUnitAllowsIsWaitedForAsLongAsItsDrain) {
  machine().write("/etc/systemd/system/aio.service.d/stop.conf", "[Service]\nTimeoutStopSec=1s\n");
  machine().told({"systemctl", "daemon-reload"});
  start_aio(
      "[aio]\ndrain = 10s\n"
      "[schedule/slow]\nevery = 1h\nfunc = exec:/bin/sleep 3\n");
  ASSERT_TRUE(comes_true([&] { return machine().run({"pgrep", "-x", "sleep"}).status == 0; }));
  EXPECT_THAT(systemctl({"stop", "aio"}), ExitsWith(0));
  EXPECT_EQ(property("Result"), "success");
  EXPECT_THAT(messages(), HasSubstr("stopped"));
}

TEST_F(Service, EditsTheFileOfItsOwnFolderAndNoOther) {
  ASSERT_THAT(systemctl({"start", "aio"}), ExitsWith(0));
  EXPECT_THAT(aioctl({"config", "--set", "aio:drain", "3s"}), ExitsWith(0));
  EXPECT_EQ(machine().told({"cat", "/etc/aio/aio.conf"}), "[aio]\ndrain = 3s");

  machine().write("/etc/aio.conf", "[aio]\ndrain = 4s\n");
  EXPECT_THAT(systemctl({"reload", "aio"}), ExitsWith(0));
  const auto refused = aioctl({"config", "--set", "aio:drain", "5s"});
  EXPECT_THAT(refused, ExitsWith(4));
  EXPECT_THAT(refused.err, HasSubstr("/etc/aio.conf: not written, for this service was given only "
                                     "/etc/aio for its configuration"));
  EXPECT_EQ(machine().told({"cat", "/etc/aio.conf"}), "[aio]\ndrain = 4s");
}

TEST_F(Service, ItsLogLevelIsTheSameForSystemctlAndAioctl) {
  start_aio("[schedule/tick]\nevery = 1h\nfunc = aio.demo.tick\n");
  EXPECT_THAT(systemctl({"service-log-level", "aio", "debug"}), ExitsWith(0));
  EXPECT_EQ(aioctl({"log-level", "root"}).out, "DEBUG\n");
  EXPECT_EQ(systemctl({"service-log-level", "aio"}).out, "debug\n");
  EXPECT_THAT(aioctl({"log-level", "root", "WARNING"}), ExitsWith(0));
  EXPECT_EQ(systemctl({"service-log-level", "aio"}).out, "warning\n");
  EXPECT_NE(systemctl({"service-log-level", "aio", "loud"}).status, 0);
}

TEST_F(Service, StopsInGoodOrderAndLeavesNothingBehind) {
  start_aio("[server/echo]\nprotocol = aio.demo.echo\nport = 7001\n");
  EXPECT_THAT(systemctl({"stop", "aio"}), ExitsWith(0));
  EXPECT_EQ(property("ActiveState"), "inactive");
  EXPECT_EQ(property("Result"), "success");
  EXPECT_EQ(property("ExecMainStatus"), "0");
  EXPECT_THAT(messages(), HasSubstr("stopped"));
  EXPECT_THAT(aioctl({"status"}), ExitsWith(7));
  EXPECT_EQ(machine().told({"systemctl", "show", "-P", "TasksCurrent", "aio"}), "[not set]");
}

TEST_F(Service, TellsTheJournalWhatEachEntryIsOf) {
  start_aio("[listen/all]\nword = probe.hear\n");
  ASSERT_THAT(aioctl({"emit", "word", "two\nlines"}), ExitsWith(0));
  ASSERT_TRUE(journal_holds("heard word: two"));
  const auto all = entries();
  const auto entry = std::ranges::find_if(
      all, [](const auto& each) { return each.at("MESSAGE") == "heard word: two\nlines"; });
  ASSERT_NE(entry, all.end());
  EXPECT_EQ(entry->at("PRIORITY"), "6");
  EXPECT_EQ(entry->at("SYSLOG_IDENTIFIER"), "aiod");
  EXPECT_EQ(entry->at("AIO_ITEM"), "signal/word");
  EXPECT_THAT(entry->at("AIO_RUN").get<std::string>(), MatchesRegex("[1-9][0-9]*"));
  EXPECT_EQ(entry->at("LOGGER"), "probe");
  EXPECT_THAT(entry->at("CODE_FILE").get<std::string>(), EndsWith("probe.cpp"));
  EXPECT_THAT(entry->at("CODE_FUNC").get<std::string>(), HasSubstr("hear"));
  EXPECT_THAT(entry->at("CODE_LINE").get<std::string>(), MatchesRegex("[1-9][0-9]*"));
}

TEST_F(Service, ACredentialOfTheUnitIsSeenByItsHandlersAlone) {
  machine().write("/etc/aio/token", "kestrel-7\n");
  machine().write("/etc/systemd/system/aio.service.d/credential.conf",
                  "[Service]\nLoadCredential=token:/etc/aio/token\nEnvironment=SHOP_BIRD=swift\n");
  machine().told({"systemctl", "daemon-reload"});
  start_aio(
      "[schedule/print]\nevery = 1h\nfunc = exec:/bin/sh -c \"printenv TOKEN > "
      "/var/lib/aio/seen\"\n"
      "environment = TOKEN=${cred:token} ${env:SHOP_BIRD}\n");
  EXPECT_TRUE(comes_true([&] {
    return machine().run({"cat", "/var/lib/aio/seen"}).out == "kestrel-7 swift\n";
  }));
  EXPECT_EQ(aioctl({"config", "-g", "schedule/print:environment"}).out,
            "TOKEN=${cred:token} swift\n");
  EXPECT_THAT(aioctl({"--json", "status"}).out + messages(), Not(HasSubstr("kestrel-7")));
}

TEST_F(Service, OneWhoseLoopStandsStillIsRestartedByTheWatchdogAndTheJournalNamesTheHandler) {
  machine().write("/etc/systemd/system/aio.service.d/watchdog.conf", "[Service]\nWatchdogSec=2s\n");
  machine().told({"systemctl", "daemon-reload"});
  start_aio(
      "[aio]\nstall_warning = 200ms\n[listen/all]\nspin = probe.spin\n"
      "[schedule/beat]\nevery = 1500ms\nfunc = probe.beat\n");
  const int pid = main_pid();
  // Two and a half times the watchdog's limit.
  EXPECT_TRUE(comes_true([&] { return beats() >= 4; }));
  EXPECT_EQ(property("NRestarts"), "0") << "the loop turned";

  const Process emitting = machine().start({"aioctl", "emit", "spin", "60000"});
  EXPECT_TRUE(comes_true(
      [&] { return property("StatusText").starts_with("degraded: the loop has not turned"); }));
  EXPECT_TRUE(comes_true([&] { return property("NRestarts") == "1"; }));
  EXPECT_TRUE(comes_true([&] { return property("ActiveState") == "active"; }));
  EXPECT_NE(main_pid(), pid);
  EXPECT_THAT(messages(), HasSubstr("held up by signal/spin (probe.spin)"));
  EXPECT_THAT(machine().told({"journalctl", "-q", "-o", "cat", "UNIT=aio.service"}),
              HasSubstr("Watchdog timeout"));
  EXPECT_THAT(aioctl({"status"}), ExitsWith(0));
}

}  // namespace
}  // namespace aio::system_tests

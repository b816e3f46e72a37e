// SPDX-License-Identifier: MIT
// Programs as handlers of a real aiod: schedules, listeners and servers.
#include <signal.h>
#include <sys/socket.h>
#include <sys/un.h>
#include <unistd.h>

#include <cstdlib>
#include <cstring>
#include <string>

#include "tests/scenarios/scenario.hpp"

namespace aio::scenarios {
namespace {

using testing::HasSubstr;
using testing::Not;

class Programs : public Scenario {
 protected:
  /// A shell's script as a file; the configuration would want each $ written twice.
  std::string script(const std::string& name, const std::string& text) {
    place.write(name, "#!/bin/sh\n" + text + "\n");
    std::filesystem::permissions(place.folder() / name, std::filesystem::perms::owner_all);
    return "exec:" + (place.folder() / name).string();
  }
  pid_t pid_in(const std::string& name) const {
    return place.has(name) ? std::atoi(place.read(name).c_str()) : 0;
  }
};

TEST_F(Programs, AScheduleRunsOneAndCbGetsWhatItPrinted) {
  place.write("aio.conf",
              "[schedule/hello]\nevery = 1h\nfunc = exec:/bin/echo hello \"wide  world\"\n"
              "cb = " +
                  script("keep", "echo \"$AIO_KIND of $AIO_NAME: $(cat)\"") + "\n");
  const Daemon daemon(place);
  EXPECT_TRUE(daemon.logs("INFO schedule/hello: hello wide  world\n"));
  EXPECT_TRUE(daemon.logs("INFO schedule/hello: cb of hello: hello wide  world\n"));
  EXPECT_EQ(status_of("schedules", "hello").at("last_outcome"), "ok");
  EXPECT_EQ(status_of("schedules", "hello").at("func"), "exec:/bin/echo hello \"wide  world\"");
}

TEST_F(Programs, AModulesCbGetsWhatAProgramPrinted) {
  place.write(
      "aio.conf",
      "[schedule/hello]\nevery = 1h\nfunc = exec:/bin/echo 42\ncb = aio.demo.tell_result\n");
  const Daemon daemon(place);
  EXPECT_TRUE(daemon.logs("'hello' says 42"));
}

TEST_F(Programs, TheExitStatusIsTheOutcomeAndErrGetsTheLastErrors) {
  place.write("aio.conf", "[schedule/bad]\nevery = 1h\nfunc = " +
                              script("bad", "echo '<4>no disk' >&2; exit 3") +
                              "\nerr = exec:/bin/cat\n");
  const Daemon daemon(place);
  EXPECT_TRUE(daemon.logs("WARNING schedule/bad: no disk"));
  EXPECT_TRUE(daemon.logs("ERROR schedule 'bad': exit status 3: no disk, kept running"));
  EXPECT_TRUE(daemon.logs("INFO schedule/bad: exit status 3: no disk"));
  const auto bad = status_of("schedules", "bad");
  EXPECT_EQ(bad.at("last_outcome"), "failed");
  EXPECT_EQ(bad.at("last_error"), "exit status 3: no disk");
}

TEST_F(Programs, OneThatCannotBeRunFailsItsEventAndNothingElse) {
  place.write("plain", "x");
  place.write("aio.conf",
              "[schedule/missing]\nevery = 1h\nfunc = exec:/no/such/program\n"
              "[schedule/plain]\nevery = 1h\nfunc = exec:" +
                  (place.folder() / "plain").string() +
                  "\n[schedule/folder]\nevery = 1h\nfunc = exec:/tmp\n");
  const Daemon daemon(place);
  EXPECT_TRUE(daemon.logs("'missing': /no/such/program: No such file or directory, kept running"));
  EXPECT_TRUE(daemon.logs("/plain: Permission denied (it is not executable), kept running"));
  EXPECT_TRUE(daemon.logs("'folder': /tmp: Permission denied (it is a directory), kept running"));
  EXPECT_THAT(aioctl({"trigger", "missing"}), ExitsWith(1));
  EXPECT_EQ(status().at("state"), "running");
}

TEST_F(Programs, ATimeoutEndsTheRunAndItsProcesses) {
  place.write(
      "aio.conf",
      "[schedule/long]\nevery = 1h\ntimeout = 500ms\nkill_after = 100ms\nfunc = " +
          script("long", "trap '' TERM; echo $$ > pid; echo up; while :; do sleep 0.01; done") +
          "\ndirectory = " + place.folder().string() + "\n");
  const Daemon daemon(place);
  EXPECT_TRUE(daemon.logs("ERROR schedule 'long': took longer than 500ms, kept running"));
  EXPECT_EQ(status_of("schedules", "long").at("last_outcome"), "timeout");
  ASSERT_TRUE(daemon.logs("INFO schedule/long: up"));
  EXPECT_THAT(aioctl({"stop", "schedule/long"}), ExitsWith(0));
  while (kill(pid_in("pid"), 0) == 0) usleep(10'000);  // the test's own limit is its end
}

TEST_F(Programs, AListenerHearsTheSignalAndItsOutcomeIsTheEmits) {
  place.write("aio.conf",
              "[listen/door]\nDoor-Open = " +
                  script("hear", "echo $AIO_KIND $AIO_NAME $AIO_SIGNAL $AIO_DATA, $(cat)") +
                  "\n\t" + script("fail", "echo why >&2; exit 9") + "\n");
  const Daemon daemon(place);
  const Finished emitted = aioctl({"emit", "door-open", "front"});
  EXPECT_THAT(emitted, ExitsWith(1));
  EXPECT_THAT(emitted.out + emitted.err, HasSubstr("exit status 9: why"));
  EXPECT_TRUE(daemon.logs("INFO signal/Door-Open: listener door door-open front, front"));
}

TEST_F(Programs, AListenerHasTheKeysOfItsSignal) {
  place.write("aio.conf",
              "[listen/l]\nping = " + script("flaky", "test -e again || { touch again; exit 1; }") +
                  "\n[signal/PING]\ndirectory = " + place.folder().string() +
                  "\nretry = 1\nbackoff = 10ms\n");
  const Daemon daemon(place);
  EXPECT_THAT(aioctl({"emit", "ping"}), ExitsWith(0));
  EXPECT_TRUE(daemon.logs("WARNING signal/ping: exit status 1, tried again in 10ms"));
}

TEST_F(Programs, ATcpServerRunsOneAConnectionWithTheSocketAsStdinAndStdout) {
  place.write("aio.conf",
              "[server/id]\nport = 0\nprotocol = " +
                  script("id",
                         "read line; echo \"$line from $REMOTE_ADDR $REMOTE_PORT: $AIO_KIND "
                         "$AIO_NAME\"; echo told >&2; cat") +
                  "\n");
  const Daemon daemon(place);
  Client client(port_of("id"));
  client.send("hello\nmore\n");
  client.send_end();
  const std::string answer = client.receive_all();
  EXPECT_THAT(answer, testing::MatchesRegex("hello from 127.0.0.1 [0-9]+: server id\nmore\n"));
  EXPECT_TRUE(daemon.logs("INFO server/id: told"));
  EXPECT_EQ(status_of("servers", "id").at("accepted"), 1);
}

TEST_F(Programs, AConnectionWhoseProgramFailsIsCountedAndClosed) {
  place.write("aio.conf", "[server/bad]\nport = 0\nprotocol = exec:/bin/false\n");
  const Daemon daemon(place);
  Client client(port_of("bad"));
  EXPECT_EQ(client.receive_all(), "");
  EXPECT_TRUE(daemon.logs("ERROR server 'bad': exit status 1, the connection is closed"));
  EXPECT_EQ(status_of("servers", "bad").at("failures"), 1);
}

TEST_F(Programs, AClientThatGoesAwayIsTheProgramsOwnBusiness) {
  place.write("aio.conf", "[server/work]\nport = 0\ndirectory = " + place.folder().string() +
                              "\nprotocol = " + script("work", "cat > /dev/null; echo done > out") +
                              "\n");
  const Daemon daemon(place);
  { const Client client(port_of("work")); }
  while (!place.has("out")) usleep(10'000);
}

TEST_F(Programs, AUnixServerRunsOneAConnection) {
  place.write("aio.conf", "[server/u]\ntype = unix\npath = " + (place.folder() / "s").string() +
                              "\nprotocol = " + script("u", "echo peer ${REMOTE_ADDR-none}; cat") +
                              "\n");
  const Daemon daemon(place);
  const int fd = socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0);
  sockaddr_un address{.sun_family = AF_UNIX, .sun_path = {}};
  std::strncpy(address.sun_path, (place.folder() / "s").c_str(), sizeof address.sun_path - 1);
  ASSERT_EQ(connect(fd, reinterpret_cast<const sockaddr*>(&address), sizeof address), 0);
  ASSERT_EQ(write(fd, "hi", 2), 2);
  shutdown(fd, SHUT_WR);
  std::string answer;
  char buffer[100];
  for (ssize_t size = 0; (size = read(fd, buffer, sizeof buffer)) > 0;)
    answer.append(buffer, static_cast<std::size_t>(size));
  close(fd);
  EXPECT_EQ(answer, "peer none\nhi");
}

TEST_F(Programs, MoreConnectionsThanMaxInstancesAreClosed) {
  place.write("aio.conf", "[server/few]\nport = 0\nmax_instances = 1\nprotocol = exec:/bin/cat\n");
  const Daemon daemon(place);
  Client first(port_of("few"));
  first.send("a");
  ASSERT_EQ(first.receive(1), "a");
  Client second(port_of("few"));
  EXPECT_EQ(second.receive_all(), "");
  EXPECT_EQ(status_of("servers", "few").at("refused"), 1);
}

TEST_F(Programs, AReloadLeavesThoseOfUntouchedSectionsRunning) {
  const std::string untouched =
      "[aio]\ndrain = 100ms\n[server/chat]\nport = 0\nprotocol = "
      "exec:/bin/cat\n[schedule/long]\nevery = 1h\nfunc = " +
      script("long", "echo up; trap 'echo ended' EXIT; while :; do sleep 0.01; done") + "\n";
  place.write("aio.conf", untouched);
  const Daemon daemon(place);
  Client client(port_of("chat"));
  client.send("a");
  ASSERT_EQ(client.receive(1), "a");
  ASSERT_TRUE(daemon.logs("INFO schedule/long: up"));
  place.write("aio.conf", untouched + "[schedule/new]\nevery = 1h\nfunc = exec:/bin/echo new\n");
  ASSERT_THAT(aioctl({"reload"}), ExitsWith(0));
  EXPECT_TRUE(daemon.logs("INFO schedule/new: new"));
  client.send("b");
  EXPECT_EQ(client.receive(1), "b");
  EXPECT_EQ(status_of("schedules", "long").at("state"), "running");
  EXPECT_THAT(daemon.log(), Not(HasSubstr("schedule/long: ended")));
}

TEST_F(Programs, AllOfThemEndWithAiod) {
  place.write(
      "aio.conf",
      "[aio]\ndrain = 100ms\n[schedule/long]\nevery = 1h\nkill_after = 100ms\ndirectory = " +
          place.folder().string() + "\nfunc = " +
          script("long",
                 "setsid sleep 1000 & echo $! > left\ntrap '' TERM; echo $$ > pid; echo up; "
                 "while :; do sleep 0.01; done") +
          "\n");
  Daemon daemon(place);
  ASSERT_TRUE(daemon.logs("INFO schedule/long: up"));
  EXPECT_EQ(daemon.stop(), 0);
  EXPECT_NE(kill(pid_in("pid"), 0), 0);
  EXPECT_NE(kill(pid_in("left"), 0), 0);
}

TEST_F(Programs, TheExampleHasNoMistakes) {
  EXPECT_THAT(aiod({"--check", "-c", AIO_SOURCE_DIR "/examples/programs/aio.conf"}), ExitsWith(0));
}

TEST_F(Programs, AMistakeInItsWordsIsAProblemWithItsLine) {
  place.write("aio.conf", "[schedule/bad]\nevery = 1h\nfunc = exec:/bin/echo 'hello\n");
  const Finished check = aiod({"--check"});
  EXPECT_THAT(check, ExitsWith(6));
  EXPECT_THAT(check.err,
              HasSubstr("aio.conf:3: 'exec:/bin/echo 'hello': the quote ' is not closed"));
}

}  // namespace
}  // namespace aio::scenarios

// SPDX-License-Identifier: MIT
// The descriptor store of aio.service: what is in it, what comes back of it, and what is in the way
// there.
#include <regex>

#include "tests/system/system.hpp"

namespace aio::system_tests {
namespace {

using testing::AllOf;
using testing::HasSubstr;
using testing::Not;

class Store : public System {
 protected:
  void SetUp() override {
    System::SetUp();
    if (!IsSkipped()) boot();
  }

  std::string stored() const { return property("NFileDescriptorStore"); }

  // The numbers of the sockets that the main process is bound to, and what at.
  std::string sockets() const {
    return machine().told({"sh", "-c",
                           "cat /proc/net/tcp /proc/net/udp /proc/net/unix | "
                           "awk '/:1B5[9A-F]|lib.aio.echo/ { print $2, $7, $8, $10 }' | sort"});
  }

  std::string tcp_answer(int port) const {
    return answer("socket.AF_INET", "('127.0.0.1', " + std::to_string(port) + ")");
  }

  void drop_in(const std::string& text) const {
    machine().write("/etc/systemd/system/aio.service.d/test.conf", "[Service]\n" + text);
    machine().told({"systemctl", "daemon-reload"});
  }
};

constexpr auto of_each_type =
    "[aio]\ndrain = 100ms\n[DEFAULT]\nprotocol = aio.demo.Echo\n"
    "[server/tcp]\nport = 7001\n"
    "[server/udp]\ntype = udp\nport = 7002\n"
    "[server/local.@/-]\ntype = unix\npath = /var/lib/aio/echo.sock\n"
    "[server/datagrams]\ntype = unixgram\npath = /var/lib/aio/echo-dgram.sock\n"
    "[server/any]\nport = 0\n";

TEST_F(Store, EachTypeOfSocketIsTheSameOneAfterAKillAndARestart) {
  start_aio(of_each_type);
  EXPECT_EQ(stored(), "5");
  const auto before = sockets();
  ASSERT_THAT(before, AllOf(HasSubstr("/var/lib/aio/echo.sock"),
                            HasSubstr("/var/lib/aio/echo-dgram.sock")));
  const auto ports = aioctl({"status", "server/any"}).out;
  kill_and_wait();
  EXPECT_EQ(sockets(), before);
  ASSERT_THAT(systemctl({"restart", "aio"}), ExitsWith(0));
  EXPECT_EQ(sockets(), before);
  EXPECT_EQ(aioctl({"status", "server/any"}).out, ports) << "the port that the kernel picked";
  EXPECT_EQ(stored(), "5");
  EXPECT_EQ(tcp_answer(7001), "knock\n");
  EXPECT_EQ(answer("socket.AF_UNIX", "'/var/lib/aio/echo.sock'"), "knock\n");
  EXPECT_THAT(property("StatusText"), HasSubstr(" 5 servers"));
}

TEST_F(Store, ADatagramThatCameWhileNobodyWasThereIsAnswered) {
  start_aio(of_each_type);
  ASSERT_THAT(systemctl({"kill", "--signal=STOP", "--kill-who=main", "aio"}), ExitsWith(0));
  Process asking = machine().start(
      {"python3", "-c",
       "import socket; s = socket.socket(socket.AF_INET, socket.SOCK_DGRAM); s.settimeout(20); "
       "s.connect(('127.0.0.1', 7002)); s.send(b'knock'); print('sent', flush=True); "
       "print(s.recv(9).decode())"});
  ASSERT_TRUE(asking.out().holds("sent"));
  kill_and_wait();
  EXPECT_EQ(asking.status(), 0) << asking.err().all();
  EXPECT_THAT(asking.out().all(), HasSubstr("knock"));
}

TEST_F(Store, WhatIsLetGoLiveIsRefusedAtOnceAndMayBeBoundAgain) {
  start_aio(of_each_type);
  for (const auto& server : {"server/tcp", "server/udp", "server/local.@/-"}) {
    EXPECT_THAT(aioctl({"stop", server}), ExitsWith(0));
    EXPECT_THAT(aioctl({"start", server}), ExitsWith(0));
  }
  EXPECT_THAT(aioctl({"stop", "server/tcp"}), ExitsWith(0));
  EXPECT_EQ(stored(), "4");
  EXPECT_EQ(tcp_answer(7001), "");
  configure(
      "[DEFAULT]\nprotocol = aio.demo.Echo\n[server/renamed]\ntype = udp\nport = 7002\n"
      "[server/added]\nport = 7003\n");
  EXPECT_THAT(systemctl({"reload", "aio"}), ExitsWith(0));
  EXPECT_EQ(stored(), "2");
  kill_and_wait();
  EXPECT_EQ(tcp_answer(7003), "knock\n") << "bound live";
  EXPECT_EQ(answer("socket.AF_INET, socket.SOCK_DGRAM", "('127.0.0.1', 7002)"), "knock\n");
  EXPECT_EQ(stored(), "2");
}

TEST_F(Store, WhatTheNextStartHasNoUseForIsLetGo) {
  start_aio(of_each_type);
  configure(
      "[DEFAULT]\nprotocol = aio.demo.Echo\n[server/other]\nport = 7001\n"
      "[server/udp]\ntype = udp\nport = 7003\n");
  ASSERT_THAT(systemctl({"restart", "aio"}), ExitsWith(0));
  EXPECT_EQ(stored(), "2");
  EXPECT_EQ(tcp_answer(7001), "knock\n") << "of another name";
  EXPECT_THAT(messages(), HasSubstr("the socket that 'tcp' had before is let go"));
  EXPECT_THAT(machine().run({"test", "-e", "/var/lib/aio/echo.sock"}), ExitsWith(1));
  EXPECT_THAT(property("StatusText"), HasSubstr(" 2 servers"));
}

TEST_F(Store, ABrokenSectionKeepsItsSocketUntilItIsMended) {
  start_aio(of_each_type);
  const auto before = sockets();
  configure(std::string(of_each_type) + "[schedule/tick]\nevery = 5 parsecs\n[server/tcp]\n");
  kill_and_wait();
  EXPECT_THAT(property("StatusText"), HasSubstr("degraded"));
  configure(of_each_type);
  EXPECT_THAT(systemctl({"reload", "aio"}), ExitsWith(0));
  EXPECT_EQ(sockets(), before);
}

TEST_F(Store, AUnixSocketWhoseFileWasRemovedIsBoundAnew) {
  start_aio(of_each_type);
  machine().told({"rm", "/var/lib/aio/echo.sock"});
  kill_and_wait();
  EXPECT_EQ(answer("socket.AF_UNIX", "'/var/lib/aio/echo.sock'"), "knock\n");
  EXPECT_EQ(stored(), "5");
}

TEST_F(Store, WhatAiodDoesNotKnowLeavesTheStoreAndIsInNobodysWay) {
  machine().put(AIO_STUFF_STORE, "/usr/local/bin/stuff_store");
  drop_in("ExecStart=\nExecStart=/usr/local/bin/stuff_store\n");
  configure("[server/echo]\nprotocol = aio.demo.echo\nport = 7001\n");
  systemctl({"start", "aio"});  // fails the first time
  ASSERT_TRUE(comes_true([&] { return property("ActiveState") == "active"; }));
  EXPECT_EQ(tcp_answer(7001), "knock\n");
  EXPECT_EQ(stored(), "1") << "that of echo";
  EXPECT_EQ(tcp_answer(7102), "");
  EXPECT_EQ(tcp_answer(7103), "");
  EXPECT_THAT(property("StatusText"), Not(HasSubstr("degraded")));
}

TEST_F(Store, OneThatIsFullOrNotThereCostsNothingButWhatItWouldHaveKept) {
  drop_in("FileDescriptorStoreMax=1\n");
  start_aio(of_each_type);
  EXPECT_EQ(stored(), "1");
  kill_and_wait();
  EXPECT_EQ(tcp_answer(7001), "knock\n");
  EXPECT_EQ(answer("socket.AF_UNIX", "'/var/lib/aio/echo.sock'"), "knock\n");
  drop_in("FileDescriptorStoreMax=0\nType=simple\nNotifyAccess=none\nWatchdogSec=0\n");
  ASSERT_THAT(systemctl({"restart", "aio"}), ExitsWith(0));
  ASSERT_TRUE(comes_true([&] { return tcp_answer(7001) == "knock\n"; }));
  EXPECT_EQ(answer("socket.AF_UNIX", "'/var/lib/aio/echo.sock'"), "knock\n");
  EXPECT_EQ(stored(), "0");
}

TEST_F(Store, PassedDescriptorsThatAreNotThereAreNoReasonNotToStart) {
  drop_in(
      "ExecStart=\n"
      "ExecStart=/bin/sh -c 'LISTEN_PID=$$$$ LISTEN_FDS=5 exec /usr/bin/aiod --system'\n");
  start_aio("[server/echo]\nprotocol = aio.demo.echo\nport = 7001\n");
  EXPECT_EQ(tcp_answer(7001), "knock\n");
  kill_and_wait();
  EXPECT_EQ(tcp_answer(7001), "knock\n");
}

TEST_F(Store, ASocketOfASocketUnitIsNotStoredAsWell) {
  machine().write("/etc/systemd/system/aio-tcp.socket",
                  "[Socket]\nListenStream=127.0.0.1:7001\nFileDescriptorName=tcp\n"
                  "Service=aio.service\n");
  machine().told({"systemctl", "daemon-reload"});
  machine().told({"systemctl", "start", "aio-tcp.socket"});
  start_aio(of_each_type);
  EXPECT_EQ(stored(), "4");
  kill_and_wait();
  EXPECT_EQ(stored(), "4");
  EXPECT_EQ(tcp_answer(7001), "knock\n");
}

}  // namespace
}  // namespace aio::system_tests

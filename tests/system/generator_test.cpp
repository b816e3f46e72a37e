// SPDX-License-Identifier: MIT
// Socket units that the generator makes of aio.conf: they wake the service, and hold its ports.
#include <iostream>
#include <utility>

#include "tests/system/system.hpp"

namespace aio::system_tests {
namespace {

using testing::AllOf;
using testing::HasSubstr;
using testing::Not;

class Generator : public System {
 protected:
  void SetUp() override {
    System::SetUp();
    if (!IsSkipped()) boot();
  }

  void reload_units() const { machine().told({"systemctl", "daemon-reload"}); }

  std::string state(const std::string& unit) const {
    return machine().told({"systemctl", "show", "-P", "ActiveState", unit});
  }

  void stop_service() const {
    ASSERT_THAT(systemctl({"stop", "aio"}), ExitsWith(0));
    ASSERT_EQ(property("ActiveState"), "inactive");
  }
};

constexpr auto servers =
    "[DEFAULT]\nprotocol = aio.demo.Echo\n[server/web-1]\nport = 80\n"
    "[server/packets]\ntype = udp\nport = 81\n"
    "[server/local]\ntype = unix\npath = /run/aio/echo.sock\n[server/off]\nport = 82\nenabled = "
    "no\n";

TEST_F(Generator, TheFirstConnectionOrPacketStartsTheServiceAlsoAtAPortBelow1024) {
  configure(servers);
  reload_units();
  machine().told({"systemctl", "start", "sockets.target", "aio-web\\x2d1.socket",
                  "aio-packets.socket", "aio-local.socket"});
  for (const auto& [kind, to] :
       {std::pair("socket.AF_INET", "('127.0.0.1', 80)"),
        std::pair("socket.AF_INET, socket.SOCK_DGRAM", "('127.0.0.1', 81)"),
        std::pair("socket.AF_UNIX", "'/run/aio/echo.sock'")}) {
    EXPECT_EQ(property("ActiveState"), "inactive");
    EXPECT_EQ(answer(kind, to), "knock\n") << kind;
    EXPECT_EQ(property("ActiveState"), "active") << kind;
    EXPECT_EQ(property("NFileDescriptorStore"), "0") << "they are the units'";
    stop_service();
  }
  EXPECT_THAT(machine().told({"stat", "-c", "%U %a", "/run/aio/echo.sock"}), "aio 660");
}

TEST_F(Generator, TheSocketsAreWantedAtBootAndByTheService) {
  configure(servers);
  reload_units();
  EXPECT_THAT(machine().told({"systemctl", "list-dependencies", "--plain", "sockets.target"}),
              HasSubstr("aio-packets.socket"));
  EXPECT_THAT(machine().told({"systemctl", "show", "-P", "Wants", "aio.service"}),
              AllOf(HasSubstr("aio-web\\\\x2d1.socket"), Not(HasSubstr("webx2d1"))));
}

TEST_F(Generator, ABrokenConfigurationBreaksNothingAndIsSaid) {
  const Words generate{"/usr/lib/systemd/system-generators/aio-generator", "/run/made", "/run/made",
                       "/run/made"};
  EXPECT_THAT(machine().run(generate), ExitsWith(0)) << "there is no aio.conf";
  configure(std::string(servers) +
            "[server/bad%n]\nport = 83\n[server/inject]\ntype = unix\n"
            "path = /run/x\n  ExecStartPre=/bin/false\nno line at all\n");
  const auto said = machine().run(generate);
  EXPECT_THAT(said, ExitsWith(0));
  EXPECT_THAT(said.err, HasSubstr("/etc/aio/aio.conf:20: "));
  EXPECT_THAT(said.err, HasSubstr("[server/bad%n] has no socket unit"));
  EXPECT_EQ(machine().run({"grep", "-r", "ExecStartPre", "/run/made"}).out, "");
  machine().told({"mkdir", "/etc/aio/aio.conf.d"});
  machine().write("/etc/aio/aio.conf.d/rubbish.conf", "\xff\xfe[");
  reload_units();
  EXPECT_EQ(machine().told({"systemctl", "is-system-running"}), "running");
}

// The units take effect with the next start behind a stop: until then the store has the sockets.
TEST_F(Generator, AServerThatWasAddedLiveKeepsItsSocketThroughARestart) {
  start_aio("[server/web]\nprotocol = aio.demo.Echo\nport = 7001\n");
  reload_units();
  ASSERT_THAT(systemctl({"restart", "aio"}), ExitsWith(0));
  EXPECT_EQ(answer("socket.AF_INET", "('127.0.0.1', 7001)"), "knock\n");
  EXPECT_THAT(property("StatusText"), HasSubstr(" 1 server "));
  stop_service();
  ASSERT_THAT(systemctl({"start", "aio"}), ExitsWith(0));
  EXPECT_EQ(state("aio-web.socket"), "active");
  EXPECT_EQ(property("NFileDescriptorStore"), "0");
  EXPECT_EQ(answer("socket.AF_INET", "('127.0.0.1', 7001)"), "knock\n");
}

TEST_F(Generator, AThousandServersTakeItLessThanASecond) {
  std::string text;
  for (int i = 0; i < 1000; ++i)
    text += "[server/s" + std::to_string(i) +
            "]\nprotocol = aio.demo.Echo\nport = " + std::to_string(8000 + i) + "\n";
  configure(text);
  const auto began = steady_clock::now();
  machine().told(
      {"/usr/lib/systemd/system-generators/aio-generator", "/run/made", "/run/made", "/run/made"});
  const auto took = steady_clock::now() - began;
  EXPECT_EQ(machine().told({"sh", "-c", "ls /run/made/*.socket | wc -l"}), "1000");
  std::cout << "ms: " << std::chrono::duration_cast<std::chrono::milliseconds>(took).count()
            << "\n";
#if defined(NDEBUG)  // an optimized build
  EXPECT_LT(took, 1s);
#endif
}

}  // namespace
}  // namespace aio::system_tests

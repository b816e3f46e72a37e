// SPDX-License-Identifier: MIT
// What a service manager does for aiod, without one and without root: passed sockets and
// notifications.
#include <filesystem>

#include "tests/scenarios/peer.hpp"
#include "tests/scenarios/scenario.hpp"
#include "tests/scenarios/supervisor.hpp"

namespace aio::scenarios {
namespace {

using testing::HasSubstr;
using testing::Not;

class Activation : public Scenario {
 protected:
  const std::string port = std::to_string(free_port());

  // It starts aiod at the first connection and passes on only the variables that -E names.
  Launch activated(const std::string& name, Words options = {}) const {
    if (options.empty()) options = {"-l", "127.0.0.1:" + port};
    auto words = Words{"systemd-socket-activate", "--fdname=" + name};
    words.insert(words.end(), options.begin(), options.end());
    for (const char* variable : {"ASAN_OPTIONS", "UBSAN_OPTIONS", "XDG_RUNTIME_DIR", "PATH"})
      if (getenv(variable) || variable == std::string("XDG_RUNTIME_DIR"))
        words.insert(words.end(), {"-E", variable});
    words.insert(words.end(), {AIO_BIN_DIR "/aiod", "--address=none", "-c", "aio.conf"});
    return launch(place, words);
  }
  std::uint16_t port_number() const { return static_cast<std::uint16_t>(std::stoi(port)); }
};

TEST_F(Activation, TheFirstClientIsAnswered) {
  place.write("aio.conf", "[server/sum]\nprotocol = aio.demo.Addition\nport = " + port + "\n");
  Process activator(activated("sum"));
  ASSERT_TRUE(activator.err().holds("Listening on")) << activator.err().text();
  Client client(port_number());
  client.send("2 + 2 + 3");
  EXPECT_EQ(client.receive_all(), "7");
  activator.signal(SIGTERM);
  EXPECT_EQ(activator.status(), 0);
}

TEST_F(Activation, ASocketOfAnotherNameIsNotUsed) {
  const auto own = std::to_string(free_port());
  place.write("aio.conf", "[server/sum]\nprotocol = aio.demo.Addition\nport = " + own + "\n");
  Process activator(activated("other"));
  ASSERT_TRUE(activator.err().holds("Listening on")) << activator.err().text();
  Client client(port_number());
  EXPECT_TRUE(activator.err().holds("other")) << activator.err().text();
  EXPECT_TRUE(activator.err().holds("ready:")) << activator.err().text();
  Client served(static_cast<std::uint16_t>(std::stoi(own)));
  served.send("1 + 1");
  EXPECT_EQ(served.receive_all(), "2");
}

// With -a it would accept by itself; a unix socket's file stays the activator's.
TEST_F(Activation, AUnixSocketIsTakenAndItsFileLeft) {
  const Endpoint at{(place.folder() / "passed.sock").string(), 0, ServerType::unix_stream};
  place.write("aio.conf",
              "[server/echo]\nprotocol = aio.demo.Echo\ntype = unix\npath = " + at.address + "\n");
  Process activator(activated("echo", {"-l", at.address}));
  ASSERT_TRUE(activator.err().holds("Listening on")) << activator.err().text();
  {
    Peer client(at);
    client.send("hello");
    EXPECT_EQ(client.receive(), "hello");
  }
  activator.signal(SIGTERM);
  EXPECT_EQ(activator.status(), 0);
  EXPECT_TRUE(std::filesystem::exists(at.address));
}

TEST_F(Activation, AUdpSocketIsTakenWithTheDatagramThatWokeIt) {
  place.write("aio.conf",
              "[server/echo]\nprotocol = aio.demo.Echo\ntype = udp\nport = " + port + "\n");
  Process activator(activated("echo", {"--datagram", "-l", "127.0.0.1:" + port}));
  ASSERT_TRUE(activator.err().holds("Listening on")) << activator.err().text();
  Peer client({"127.0.0.1", port_number(), ServerType::udp});
  client.send("hello");
  EXPECT_EQ(client.receive(), "hello");
}

class Supervised : public Scenario {
 protected:
  NotifySocket manager{place.folder() / "notify"};

  // The shell sets what systemd would, then becomes aiod.
  Launch supervised() const {
    auto launched = launch(
        place,
        {"sh", "-c", "SYSTEMD_EXEC_PID=$$ exec " AIO_BIN_DIR "/aiod --address=none -c aio.conf"});
    launched.environment.push_back(manager.variable());
    return launched;
  }
};

TEST_F(Supervised, TellsThatItIsReadyAndThatItStops) {
  const auto port = free_port();
  place.write("aio.conf",
              "[server/echo]\nprotocol = aio.demo.echo\nport = " + std::to_string(port) + "\n");
  Process aiod(supervised());
  ASSERT_TRUE(manager.hears("READY=1")) << aiod.err().text();
  EXPECT_TRUE(listens(port)) << "ready means that every socket is bound";
  EXPECT_THAT(manager.heard(), HasSubstr("STATUS="));
  aiod.signal(SIGTERM);
  EXPECT_TRUE(manager.hears("STOPPING=1"));
  EXPECT_EQ(aiod.status(), 0);
}

TEST_F(Supervised, ABadFileDoesNotEndItAndAGoodOneMendsIt) {
  place.write("aio.conf",
              "[schedule/bad]\nevery = never\nfunc = probe.beat\n"
              "[schedule/good]\nevery = 1h\nfunc = probe.beat\n");
  Process aiod(supervised());
  ASSERT_TRUE(manager.hears("READY=1")) << aiod.err().text();
  EXPECT_TRUE(manager.hears("STATUS=degraded: "));
  EXPECT_THAT(manager.heard(), HasSubstr("aio.conf:2: "));
  EXPECT_TRUE(aiod.err().holds("beat of good"));

  place.write("aio.conf", "[schedule/mended]\nevery = 1h\nfunc = probe.beat\n");
  aiod.signal(SIGHUP);
  EXPECT_TRUE(aiod.err().holds("beat of mended"));
  EXPECT_TRUE(manager.hears("STATUS=1 schedule"));
}

}  // namespace
}  // namespace aio::scenarios

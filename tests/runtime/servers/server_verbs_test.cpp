// SPDX-License-Identifier: MIT
// pause, resume, stop and start of a server while the app runs.
#include <gmock/gmock.h>
#include <aio/error.hpp>

#include <string>
#include <system_error>

#include "tests/runtime/servers/datagram_client.hpp"
#include "tests/runtime/servers/serving.hpp"

namespace aio::runtime {
namespace {

using namespace std::chrono_literals;

class ServerVerbsTest : public Serving {
 protected:
  ServerSnapshot shown() const { return servers.snapshot("echo"); }
  void start() { loop.run_until_done(servers.start("echo", {.running = "echo"})); }
  bool answers(std::uint16_t port) {
    Client client(loop, port);
    client.send("hello");
    return client.receive(5) == "hello";
  }
};

TEST_F(ServerVerbsTest, APausedServerLeavesNewConnectionsToTheKernelAndOldOnesBe) {
  const std::uint16_t port = serve(protocol_factory<Echo>());
  Client before(loop, port);
  ASSERT_TRUE(until([this] { return shown().connections == 1; }));
  servers.pause("echo");
  EXPECT_EQ(shown().state, ServerState::paused);
  Client meanwhile(loop, port);
  meanwhile.send("queued");
  before.send("goes on");
  EXPECT_EQ(before.receive(7), "goes on");
  EXPECT_EQ(shown().connections, 1U);
  servers.resume("echo");
  EXPECT_EQ(shown().state, ServerState::listening);
  EXPECT_EQ(meanwhile.receive(6), "queued");
}

TEST_F(ServerVerbsTest, APausedDatagramServerReadsNothing) {
  class DatagramEcho final : public Protocol {
    void connection_made(Transport& transport) override { transport_ = &transport; }
    void datagram_received(std::string_view data, const SocketAddress& from) override {
      transport_->send_to(data, from);
    }
    Transport* transport_ = nullptr;
  };
  auto udp = spec(protocol_factory<DatagramEcho>());
  udp.type = ServerType::udp;
  serve(std::move(udp));
  servers.pause("echo");
  DatagramClient client(loop, {"127.0.0.1", shown().port, ServerType::udp});
  client.send("queued");
  loop.context().restart();
  EXPECT_EQ(loop.context().poll(), 0U);
  servers.resume("echo");
  EXPECT_EQ(client.receive(), "queued");
}

TEST_F(ServerVerbsTest, PausingTwiceIsPausingOnce) {
  const std::uint16_t port = serve(protocol_factory<Echo>());
  servers.pause("echo");
  servers.pause("echo");
  servers.resume("echo");
  servers.resume("echo");
  EXPECT_TRUE(answers(port));
}

TEST_F(ServerVerbsTest, APausedServerStaysSoWhenItIsChanged) {
  const std::uint16_t port = serve(protocol_factory<Echo>());
  servers.pause("echo");
  servers.serve(prepared(spec(protocol_factory<Echo>()), "echo"), 0s);
  EXPECT_EQ(shown().state, ServerState::paused);
  servers.resume("echo");
  EXPECT_TRUE(answers(port));
}

TEST_F(ServerVerbsTest, AStoppedServerClosesItsSocketAndDrains) {
  const std::uint16_t port = serve(protocol_factory<Echo>());
  Client before(loop, port);
  ASSERT_TRUE(until([this] { return shown().connections == 1; }));
  servers.stop("echo", 10s);
  EXPECT_EQ(shown().state, ServerState::stopped);
  EXPECT_THROW(Client(loop, port), std::system_error);
  before.send("drains");
  EXPECT_EQ(before.receive(6), "drains");
}

TEST_F(ServerVerbsTest, AStoppedServerStaysSoWhenItIsChangedAndOpensWhenItIsStarted) {
  auto wanted = spec(protocol_factory<Echo>());
  wanted.port = Listening::open({"127.0.0.1", 0}).bound().port;
  serve(wanted);
  servers.stop("echo", 0s);
  servers.serve(prepared(wanted, "echo"), 0s);
  EXPECT_EQ(shown().state, ServerState::stopped);
  EXPECT_THROW(Client(loop, wanted.port), std::system_error);
  start();
  EXPECT_EQ(shown().state, ServerState::listening);
  EXPECT_TRUE(answers(wanted.port));
}

TEST_F(ServerVerbsTest, ADisabledServerIsOpenedByItsStart) {
  auto off = spec(protocol_factory<Echo>());
  off.enabled = false;
  serve(off);
  EXPECT_EQ(shown().state, ServerState::disabled);
  start();
  EXPECT_EQ(shown().state, ServerState::listening);
  EXPECT_FALSE(shown().enabled);
  EXPECT_TRUE(answers(shown().port));
}

TEST_F(ServerVerbsTest, AStartThatCannotHaveItsAddressFailsAndChangesNothing) {
  const Listening other = Listening::open({"127.0.0.1", 0});
  auto off = spec(protocol_factory<Echo>());
  off.enabled = false;
  off.port = other.bound().port;
  serve(off);
  EXPECT_THROW(start(), std::system_error);
  EXPECT_EQ(shown().state, ServerState::disabled);
}

TEST_F(ServerVerbsTest, CountsGoOnOverAStopAndAStart) {
  const std::uint16_t port = serve(protocol_factory<Echo>());
  EXPECT_TRUE(answers(port));
  servers.stop("echo", 0s);
  start();
  EXPECT_TRUE(answers(shown().port));
  EXPECT_EQ(shown().accepted, 2U);
}

TEST_F(ServerVerbsTest, AServerThatWaitsForItsAddressIsListed) {
  auto missing = spec(protocol_factory<Echo>());
  missing.port = 7;
  servers.wait_for({missing});
  EXPECT_EQ(shown().state, ServerState::waiting);
  EXPECT_EQ(shown().port, 7);
  servers.wait_for({});
  EXPECT_TRUE(servers.snapshots().empty());
}

TEST_F(ServerVerbsTest, RefusesAnUnknownName) {
  EXPECT_THROW(servers.pause("other"), Error);
  EXPECT_THROW(servers.resume("other"), Error);
  EXPECT_THROW(servers.stop("other", 0s), Error);
  EXPECT_THROW(loop.run_until_done(servers.start("other", {})), Error);
}

}  // namespace
}  // namespace aio::runtime

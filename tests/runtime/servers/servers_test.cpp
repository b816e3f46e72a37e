// SPDX-License-Identifier: MIT
#include "daemon/runtime/servers/servers.hpp"

#include <gmock/gmock.h>
#include <unistd.h>
#include <aio/error.hpp>
#include <aio/sleep.hpp>

#include <memory>
#include <string>
#include <system_error>

#include "tests/runtime/servers/serving.hpp"

namespace aio::runtime {
namespace {

using namespace std::chrono_literals;

/// Says its word to whoever connects, and goes on listening.
class Greeter final : public Protocol {
 public:
  explicit Greeter(std::string word) : word_(std::move(word)) {}
  void connection_made(Transport& transport) override { transport.write(word_); }

 private:
  std::string word_;
};

ProtocolFactory greeter(std::string word) {
  return [word] { return std::make_unique<Greeter>(word); };
}

using ServersTest = Serving;

TEST_F(ServersTest, ShowsNothingOfAServerThatIsOnlyPrepared) {
  const Prepared ready = prepared(spec(protocol_factory<Echo>()));
  EXPECT_TRUE(servers.snapshots().empty());
  Client early(loop, ready.listening.bound().port);
  EXPECT_TRUE(early.send("waits"));
  EXPECT_FALSE(early.sees_end());
}

TEST_F(ServersTest, ClosesAPreparedServerThatIsDropped) {
  std::uint16_t port = 0;
  {
    const Prepared ready = prepared(spec(protocol_factory<Echo>()));
    port = ready.listening.bound().port;
  }
  EXPECT_THROW(Client(loop, port), std::system_error);
}

TEST_F(ServersTest, ServesThoseWhoConnectedWhileItWasPrepared) {
  Prepared ready = prepared(spec(protocol_factory<Echo>()));
  Client early(loop, ready.listening.bound().port);
  early.send("first");
  servers.serve(std::move(ready), 10s);
  EXPECT_EQ(early.receive(5), "first");
}

TEST_F(ServersTest, TellsHowAServerStands) {
  const std::uint16_t port = serve(protocol_factory<Echo>());
  const Client one(loop, port), two(loop, port);
  until([this] { return servers.snapshot("echo").connections == 2; });
  const ServerSnapshot snapshot = servers.snapshot("echo");
  EXPECT_EQ(snapshot.name, "echo");
  EXPECT_EQ(snapshot.type, ServerType::tcp);
  EXPECT_EQ(snapshot.handler, "test.protocol");
  EXPECT_EQ(snapshot.address, "127.0.0.1");
  EXPECT_EQ(snapshot.port, port);
  EXPECT_EQ(snapshot.accepted, 2U);
  EXPECT_EQ(snapshot.refused, 0U);
}

TEST_F(ServersTest, RefusesAServerOnAPortThatIsTaken) {
  auto second = spec(protocol_factory<Echo>(), "second");
  second.port = serve(protocol_factory<Echo>());
  EXPECT_THROW(prepared(std::move(second)), std::system_error);
  EXPECT_EQ(servers.snapshots().size(), 1U);
}

TEST_F(ServersTest, RefusesAFunctionThatReturnsNoProtocol) {
  try {
    prepared(spec(ProtocolFactory()));
    FAIL() << "prepared it";
  } catch (const Error& error) {
    EXPECT_STREQ(error.what(), "test.protocol returned no protocol");
  }
}

TEST_F(ServersTest, ClosesAConnectionForWhichThereIsNoProtocol) {
  Client client(loop, serve([] { return std::unique_ptr<Protocol>(); }));
  EXPECT_TRUE(client.closed());
  EXPECT_EQ(servers.snapshot("echo").failures, 1U);
  EXPECT_EQ(servers.snapshot("echo").connections, 0U);
}

TEST_F(ServersTest, TakesAServerFromAFactoryUnderTheNameOfItsSection) {
  auto made = spec({}, "sum");
  made.protocol = {};
  made.factory = [this](std::string name, ProtocolFactory protocol, std::string address,
                        std::uint16_t port) -> task<Server> {
    EXPECT_EQ(name, "sum");
    EXPECT_FALSE(protocol);
    co_return co_await servers.create_server(greeter("made"), {std::move(address), port});
  };
  Client client(loop, serve(std::move(made)));
  EXPECT_EQ(client.receive(4), "made");
  EXPECT_EQ(servers.snapshot("sum").connections, 1U);
}

TEST_F(ServersTest, GivesAFactoryTheProtocolOfItsSection) {
  auto made = spec(greeter("given"), "sum");
  made.factory = [this](std::string, ProtocolFactory protocol, std::string address,
                        std::uint16_t port) -> task<Server> {
    co_await sleep(1ms);
    co_return co_await servers.create_server(std::move(protocol), {std::move(address), port});
  };
  Client client(loop, serve(std::move(made)));
  EXPECT_EQ(client.receive(5), "given");
}

TEST_F(ServersTest, RefusesAFactoryThatReturnsNoServer) {
  auto made = spec({}, "sum");
  made.protocol = {};
  made.factory = [](std::string, ProtocolFactory, std::string, std::uint16_t) -> task<Server> {
    co_return Server();
  };
  EXPECT_THROW(prepared(std::move(made)), Error);
}

TEST_F(ServersTest, ListensOnASocketThatWasPassedIn) {
  const Listening passed = Listening::open({"127.0.0.1", 0});
  const int fd = dup(passed.number());
  servers.serve(result_of(loop, servers.prepare(spec(greeter("hello")), {.passed_fd = fd})), 10s);
  Client client(loop, passed.bound().port);
  EXPECT_EQ(client.receive(5), "hello");
}

TEST_F(ServersTest, LetsAFactoryTakeTheSocketThatWasPassedIn) {
  const Listening passed = Listening::open({"127.0.0.1", 0});
  auto made = spec(greeter("hello"), "sum");
  made.port = passed.bound().port;
  made.factory = [this](std::string, ProtocolFactory protocol, std::string address,
                        std::uint16_t port) -> task<Server> {
    return servers.create_server(std::move(protocol), {std::move(address), port});
  };
  servers.serve(
      result_of(loop, servers.prepare(std::move(made), {.passed_fd = dup(passed.number())})), 10s);
  Client client(loop, passed.bound().port);
  EXPECT_EQ(client.receive(5), "hello");
}

TEST_F(ServersTest, ChangesAServerOnItsOpenSocketAndLetsOldConnectionsBe) {
  const std::uint16_t port = serve(spec(greeter("old")));
  Client before(loop, port);
  EXPECT_EQ(before.receive(3), "old");
  servers.serve(prepared(spec(greeter("new")), "echo"), 10s);
  EXPECT_EQ(servers.snapshot("echo").port, port);
  Client after(loop, port);
  EXPECT_EQ(after.receive(3), "new");
  EXPECT_FALSE(before.sees_end());
  EXPECT_EQ(servers.snapshots().size(), 1U);
}

TEST_F(ServersTest, LeavesARunningServerAsItIsWhenItsSuccessorIsDropped) {
  const std::uint16_t port = serve(spec(greeter("old")));
  { const Prepared dropped = prepared(spec(greeter("new")), "echo"); }
  Client client(loop, port);
  EXPECT_EQ(client.receive(3), "old");
}

TEST_F(ServersTest, OpensAnotherSocketForAnotherAddress) {
  const std::uint16_t port = serve(spec(greeter("old")));
  auto moved = spec(greeter("new"));
  moved.address = "127.0.0.2";
  moved.port = port;
  servers.serve(prepared(std::move(moved), "echo"), 10s);
  EXPECT_EQ(servers.snapshot("echo").address, "127.0.0.2");
  EXPECT_THROW(Client(loop, port), std::system_error);
}

TEST_F(ServersTest, ListsADisabledServerAndOpensNothing) {
  auto off = spec(protocol_factory<Echo>());
  off.enabled = false;
  const std::uint16_t port = off.port = Listening::open({"127.0.0.1", 0}).bound().port;
  serve(std::move(off));
  const ServerSnapshot snapshot = servers.snapshot("echo");
  EXPECT_FALSE(snapshot.enabled);
  EXPECT_EQ(snapshot.port, port);
  EXPECT_THROW(Client(loop, port), std::system_error);
}

}  // namespace
}  // namespace aio::runtime

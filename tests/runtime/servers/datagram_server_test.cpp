// SPDX-License-Identifier: MIT
#include "daemon/runtime/servers/datagram_server.hpp"

#include <gmock/gmock.h>
#include <unistd.h>
#include <aio/error.hpp>
#include <aio/sleep.hpp>
#include <aio/stream.hpp>

#include <stdexcept>
#include <string>
#include <system_error>
#include <vector>

#include "tests/runtime/servers/datagram_fixture.hpp"

namespace aio::runtime {
namespace {

using testing::ElementsAre;
using testing::Gt;

TEST_F(DatagramServerTest, AnswersOverUdp) {
  DatagramClient client(loop, open(datagrams(protocol_factory<DatagramEcho>())));
  EXPECT_TRUE(client.send("hello"));
  EXPECT_EQ(client.receive(), "hello");
}

TEST_F(DatagramServerTest, AnswersOverAUnixSocket) {
  DatagramClient client(
      loop, open(datagrams(protocol_factory<DatagramEcho>(), ServerType::unix_datagram)));
  EXPECT_TRUE(client.send("hello"));
  EXPECT_EQ(client.receive(), "hello");
}

TEST_F(DatagramServerTest, AnswersOverIPv6) {
  auto six = datagrams(protocol_factory<DatagramEcho>());
  six.address = "::1";
  DatagramClient client(loop, open(std::move(six)));
  EXPECT_TRUE(client.send("hello"));
  EXPECT_EQ(client.receive(), "hello");
}

TEST_F(DatagramServerTest, HasOneProtocolThatHearsWhoSentWhat) {
  const Endpoint at = open(datagrams(hearing()));
  DatagramClient one(loop, at), two(loop, at);
  one.send("from one");
  two.send("from two");
  ASSERT_TRUE(until([this] { return heard.datagrams.size() == 2; }));
  EXPECT_THAT(heard.datagrams, ElementsAre("from one", "from two"));
  EXPECT_THAT(heard.senders, ElementsAre(one.address(), two.address()));
  EXPECT_THAT(heard.events, ElementsAre("made"));
  EXPECT_EQ(servers.snapshot("echo").datagrams_received, 2U);
}

TEST_F(DatagramServerTest, HandlesTheEmptyAndTheLargestDatagram) {
  DatagramClient client(loop, open(datagrams(protocol_factory<DatagramEcho>())));
  EXPECT_TRUE(client.send(""));
  EXPECT_EQ(client.receive(), "");
  const std::string largest(65'507, 'x');
  EXPECT_TRUE(client.send(largest));
  EXPECT_EQ(client.receive(), largest);
  EXPECT_EQ(servers.snapshot("echo").datagrams_sent, 2U);
}

TEST_F(DatagramServerTest, DrainsWhatIsThereAfterOneEventInBoundedShares) {
  DatagramClient client(loop, open(datagrams(hearing())));
  for (int i = 0; i < 100; ++i) ASSERT_TRUE(client.send(std::to_string(i)));
  loop.context().restart();
  ASSERT_TRUE(until([this] { return !heard.datagrams.empty(); }));
  EXPECT_EQ(heard.datagrams.size(), 64U);
  EXPECT_TRUE(until([this] { return heard.datagrams.size() == 100; }));
  EXPECT_EQ(heard.datagrams.back(), "99");
}

TEST_F(DatagramServerTest, CountsWhatTheKernelDropsInAFlood) {
  DatagramClient client(loop, open(datagrams(hearing())));
  const std::string piece(8'000, 'x');
  for (int i = 0; i < 200; ++i) client.send(piece);  // 1.6 MB, and nobody reads meanwhile
  EXPECT_THAT(servers.snapshot("echo").datagrams_dropped, Gt(0U));
  ASSERT_TRUE(until([this] {
    const ServerSnapshot snapshot = servers.snapshot("echo");
    return snapshot.datagrams_received + snapshot.datagrams_dropped == 200;
  }));
  client.send("after");
  EXPECT_TRUE(until([this] { return heard.datagrams.back() == "after"; }));
}

TEST_F(DatagramServerTest, GoesOnWhenTheProtocolThrowsAndCountsIt) {
  class Throwing final : public Hearing {
   public:
    using Hearing::Hearing;
    void datagram_received(std::string_view data, const SocketAddress& from) override {
      if (data == "bad") throw std::runtime_error("cannot read that");
      Hearing::datagram_received(data, from);
    }
  };
  DatagramClient client(loop, open(datagrams(hearing<Throwing>())));
  for (const char* text : {"bad", "bad", "good"}) client.send(text);
  EXPECT_TRUE(until([this] { return heard.datagrams.size() == 1; }));
  EXPECT_EQ(servers.snapshot("echo").failures, 2U);
  EXPECT_THAT(log.lines(), ElementsAre("ERROR server 'echo': cannot read that",
                                       "ERROR server 'echo': cannot read that"));
}

TEST_F(DatagramServerTest, TellsTenFailuresAMinuteAndCountsTheOthers) {
  class Throwing final : public Hearing {
   public:
    using Hearing::Hearing;
    void datagram_received(std::string_view, const SocketAddress&) override {
      throw std::runtime_error("cannot");
    }
  };
  DatagramClient client(loop, open(datagrams(hearing<Throwing>())));
  for (int i = 0; i < 12; ++i) client.send("x");
  EXPECT_TRUE(until([this] { return servers.snapshot("echo").failures == 12; }));
  EXPECT_EQ(log.lines().size(), 10U);
}

TEST_F(DatagramServerTest, ReadsNothingWhileReadingIsPaused) {
  DatagramClient client(loop, open(datagrams(hearing())));
  heard.transport->pause_reading();
  client.send("waits");
  loop.context().restart();
  EXPECT_EQ(loop.context().poll(), 0U);
  heard.transport->resume_reading();
  EXPECT_TRUE(until([this] { return heard.datagrams.size() == 1; }));
}

TEST_F(DatagramServerTest, TellsItsProtocolThatItGoes) {
  open(datagrams(hearing()));
  loop.run_until_done(servers.stop(1h));
  EXPECT_THAT(heard.events, ElementsAre("made", "lost", "gone"));
}

TEST_F(DatagramServerTest, LetsTasksOfItsProtocolAnswerWhileItDrains) {
  class Late final : public Hearing {
   public:
    using Hearing::Hearing;
    void datagram_received(std::string_view data, const SocketAddress& from) override {
      Hearing::datagram_received(data, from);
      heard_.transport->spawn(answer(std::string(data), from));
    }

   private:
    task<> answer(std::string data, SocketAddress to) {
      co_await sleep(50ms);
      heard_.transport->send_to(data, to);
    }
  };
  DatagramClient client(loop, open(datagrams(hearing<Late>())));
  client.send("question");
  ASSERT_TRUE(until([this] { return heard.datagrams.size() == 1; }));
  servers.retire("echo", 10s);
  EXPECT_EQ(client.receive(), "question");
  EXPECT_TRUE(until([this] { return heard.events.back() == "gone"; }));
  EXPECT_THAT(heard.events, ElementsAre("made", "lost", "gone"));
}

TEST_F(DatagramServerTest, CutsWhatOutlastsTheDrain) {
  class Endless final : public Hearing {
   public:
    using Hearing::Hearing;
    void connection_made(Transport& transport) override {
      Hearing::connection_made(transport);
      transport.spawn(wait());
    }

   private:
    task<> wait() { co_await sleep(1h); }
  };
  open(datagrams(hearing<Endless>()));
  loop.run_until_done(servers.stop(10ms));
  EXPECT_THAT(heard.events, ElementsAre("made", "lost: Software caused connection abort", "gone"));
  EXPECT_THAT(log.lines(), ElementsAre("WARNING server 'echo': did not end in time, cutting it"));
}

TEST_F(DatagramServerTest, ChangesOnItsOpenSocketAndLosesNoDatagram) {
  const Endpoint at = open(datagrams(hearing()));
  DatagramClient client(loop, at);
  client.send("while it changes");
  servers.serve(prepared(datagrams(protocol_factory<DatagramEcho>()), "echo"), 10s);
  EXPECT_EQ(shown(), at);
  EXPECT_EQ(client.receive(), "while it changes");
}

TEST_F(DatagramServerTest, IsStoppedByItsOwnClose) {
  open(datagrams(hearing()));
  heard.transport->close();
  EXPECT_TRUE(until([this] { return heard.events.back() == "gone"; }));
  EXPECT_EQ(servers.snapshot("echo").state, ServerState::stopped);
  loop.run_until_done(servers.start("echo", {}));
  EXPECT_EQ(servers.snapshot("echo").state, ServerState::listening);
}

TEST_F(DatagramServerTest, SaysThatACoroutineOfAConnectionHearsNoDatagrams) {
  const auto wait = [](Stream stream) -> task<> { co_await stream.read_until('x'); };
  DatagramClient client(loop, open(datagrams(stream_protocol(wait))));
  client.send("hello");
  EXPECT_TRUE(until([this] { return servers.snapshot("echo").failures == 1; }));
  EXPECT_THAT(log.lines(),
              ElementsAre("ERROR server 'echo': a coroutine of a connection hears no datagrams"));
}

TEST_F(DatagramServerTest, IsRefusedWhereAnotherUdpSocketIsAndNotWhereATcpOneIs) {
  const Listening tcp = Listening::open({"127.0.0.1", 0});
  auto beside = datagrams(protocol_factory<DatagramEcho>());
  beside.port = tcp.bound().port;
  open(beside);
  beside.name = "second";
  beside.address = "0.0.0.0";
  EXPECT_THROW(prepared(beside), std::system_error);
}

}  // namespace
}  // namespace aio::runtime

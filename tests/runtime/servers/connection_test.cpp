// SPDX-License-Identifier: MIT
#include "daemon/runtime/servers/connection.hpp"

#include <gmock/gmock.h>
#include <aio/error.hpp>
#include <aio/sleep.hpp>
#include <aio/stream.hpp>

#include <stdexcept>
#include <string>
#include <system_error>

#include "tests/runtime/noting.hpp"

namespace aio::runtime {
namespace {

using namespace std::chrono_literals;
using testing::ElementsAre;

using ConnectionTest = NotingServing;

TEST_F(ConnectionTest, AnswersByProtocol) {
  Client client(loop, serve(protocol_factory<Echo>()));
  EXPECT_TRUE(client.send("hello"));
  EXPECT_EQ(client.receive(5), "hello");
}

TEST_F(ConnectionTest, AnswersByCoroutine) {
  const auto echo = [](Stream stream) -> task<> {
    char buffer[100];
    while (const std::size_t count = co_await stream.read(buffer))
      co_await stream.write({buffer, count});
  };
  Client client(loop, serve(stream_protocol(echo)));
  EXPECT_TRUE(client.send("hello"));
  EXPECT_EQ(client.receive(5), "hello");
  client.end_input();
  EXPECT_EQ(client.receive_rest(), "");
}

TEST_F(ConnectionTest, TellsTheProtocolOfItsLifeInOrder) {
  Client client = connected(serve(noting()));
  client.send("hello");
  until([this] { return seen.data == "hello"; });
  client.close();
  EXPECT_TRUE(until_lost());
  EXPECT_THAT(seen.events, ElementsAre("made", "eof", "lost"));
  EXPECT_EQ(seen.lost, std::error_code());
}

TEST_F(ConnectionTest, KnowsItsPeer) {
  const Client client = connected(serve(noting()));
  EXPECT_THAT(seen.transport->peer(), testing::MatchesRegex("127\\.0\\.0\\.1:[0-9]+"));
}

TEST_F(ConnectionTest, KeepsOurSideOpenAfterTheirEndWhereTheProtocolWantsThat) {
  class Late final : public Noting {
   public:
    using Noting::Noting;
    bool eof_received() override {
      seen_.events.push_back("eof");
      return true;
    }
  };
  Client client = connected(serve(noting<Late>()));
  client.send("question");
  client.end_input();
  until([this] { return seen.events.size() == 2; });
  seen.transport->write("answer");
  EXPECT_EQ(client.receive(6), "answer");
  seen.transport->close();
  EXPECT_EQ(client.receive_rest(), "");
  EXPECT_TRUE(until_lost());
  EXPECT_THAT(seen.events, ElementsAre("made", "eof", "lost"));
}

TEST_F(ConnectionTest, IgnoresWhatIsWrittenAfterItsClose) {
  Client client = connected(serve(noting()));
  seen.transport->write("last");
  seen.transport->close();
  seen.transport->write("too late");
  EXPECT_TRUE(seen.transport->closing());
  EXPECT_EQ(client.receive_rest(), "last");
}

TEST_F(ConnectionTest, TellsAnAbortFromAnEndInGoodOrder) {
  Client client = connected(serve(noting()));
  seen.transport->abort();
  EXPECT_FALSE(seen.lost.has_value());  // connection_lost() has a turn of its own
  EXPECT_TRUE(client.closed());
  EXPECT_TRUE(until_lost());
  EXPECT_EQ(seen.lost, std::errc::connection_aborted);
}

TEST_F(ConnectionTest, EndsOnlyItselfWhenACallbackThrows) {
  class Throwing final : public Echo {
    void data_received(std::string_view data) override {
      if (data == "bad") throw std::runtime_error("cannot read that");
      Echo::data_received(data);
    }
  };
  const std::uint16_t port = serve(protocol_factory<Throwing>());
  Client good(loop, port);
  Client bad(loop, port);
  bad.send("bad");
  EXPECT_TRUE(bad.closed());
  good.send("good");
  EXPECT_EQ(good.receive(4), "good");
  EXPECT_THAT(log.lines(),
              ElementsAre("ERROR server 'echo': cannot read that, the connection is closed"));
  EXPECT_EQ(servers.snapshot("echo").failures, 1U);
}

TEST_F(ConnectionTest, TellsTenFailuresAMinuteAndCountsTheOthers) {
  class Throwing final : public Echo {
    void data_received(std::string_view) override { throw std::runtime_error("cannot"); }
  };
  const std::uint16_t port = serve(protocol_factory<Throwing>());
  for (int i = 0; i < 12; ++i) {
    Client client(loop, port);
    client.send("x");
    EXPECT_TRUE(client.closed());
  }
  EXPECT_EQ(servers.snapshot("echo").failures, 12U);
  EXPECT_EQ(log.lines().size(), 10U);
}

TEST_F(ConnectionTest, EndsWhenAnyOfItsCallbacksThrows) {
  class Throwing final : public Noting {
   public:
    using Noting::Noting;
    void connection_made(Transport& transport) override {
      Noting::connection_made(transport);
      throw std::runtime_error("made");
    }
    void connection_lost(std::error_code why) override {
      Noting::connection_lost(why);
      throw std::runtime_error("lost");
    }
  };
  Client client(loop, serve(noting<Throwing>()));
  EXPECT_TRUE(client.closed());
  EXPECT_TRUE(until_lost());
  EXPECT_THAT(log.lines(), ElementsAre("ERROR server 'echo': made, the connection is closed",
                                       "ERROR server 'echo': lost, the connection is closed"));
}

TEST_F(ConnectionTest, StopsAndAwaitsItsTasksBeforeTheProtocolGoes) {
  class Working final : public Noting {
   public:
    using Noting::Noting;
    ~Working() override { seen_.events.push_back("gone"); }
    void connection_made(Transport& transport) override {
      Noting::connection_made(transport);
      transport.spawn(work());
    }

   private:
    task<> work() {
      try {
        co_await sleep(1h);
      } catch (const Cancelled&) {
        seen_.events.push_back("cancelled");
        throw;
      }
    }
  };
  Client client = connected(serve(noting<Working>()));
  client.close();
  EXPECT_TRUE(until([this] { return seen.events.back() == "gone"; }));
  EXPECT_THAT(seen.events, ElementsAre("made", "eof", "lost", "cancelled", "gone"));
  EXPECT_TRUE(log.lines().empty());
}

TEST_F(ConnectionTest, EndsWhenOneOfItsTasksThrows) {
  const auto fail = [](Stream stream) -> task<> {
    co_await stream.read_until('\n');
    throw std::runtime_error("cannot do that");
  };
  Client client(loop, serve(stream_protocol(fail)));
  client.send("x\n");
  EXPECT_TRUE(client.closed());
  until([this] { return servers.snapshot("echo").connections == 0; });
  EXPECT_THAT(log.lines(),
              ElementsAre("ERROR server 'echo': cannot do that, the connection is closed"));
}

TEST_F(ConnectionTest, TakesALostConnectionForNoFailureOfACoroutine) {
  const auto echo = [](Stream stream) -> task<> {
    char buffer[100];
    while (co_await stream.read(buffer) > 0) {
    }
  };
  const std::uint16_t port = serve(stream_protocol(echo));
  Client client(loop, port);
  until([this] { return servers.snapshot("echo").connections == 1; });
  client.reset();
  EXPECT_TRUE(until([this] { return servers.snapshot("echo").connections == 0; }));
  EXPECT_TRUE(log.lines().empty());
}

}  // namespace
}  // namespace aio::runtime

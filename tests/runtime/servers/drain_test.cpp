// SPDX-License-Identifier: MIT
#include <gmock/gmock.h>
#include <aio/error.hpp>
#include <aio/stream.hpp>

#include <string>
#include <system_error>

#include "daemon/runtime/loop/task_group.hpp"
#include "tests/runtime/servers/serving.hpp"

namespace aio::runtime {
namespace {

using namespace std::chrono_literals;
using testing::ElementsAre;

using DrainTest = Serving;

TEST_F(DrainTest, StopsAcceptingAtOnceWhenRetiredAndLetsConnectionsEnd) {
  const std::uint16_t port = serve(protocol_factory<Echo>());
  Client client(loop, port);
  client.send("one");
  EXPECT_EQ(client.receive(3), "one");
  servers.retire("echo", 10s);
  EXPECT_TRUE(servers.snapshots().empty());
  EXPECT_THROW(Client(loop, port), std::system_error);
  client.send("two");
  EXPECT_EQ(client.receive(3), "two");
}

TEST_F(DrainTest, CutsConnectionsThatOutlastTheDrain) {
  const std::uint16_t port = serve(protocol_factory<Echo>());
  Client client(loop, port);
  until([this] { return servers.snapshot("echo").connections == 1; });
  loop.run_until_done(servers.stop(20ms));
  EXPECT_TRUE(client.closed());
  EXPECT_THAT(
      log.lines(),
      ElementsAre("WARNING server 'echo': 1 connections did not end in time, cutting them"));
}

TEST_F(DrainTest, TellsACoroutineThatTheServerStops) {
  std::string how;
  const auto wait = [&how](Stream stream) -> task<> {
    char buffer[10];
    try {
      co_await stream.read(buffer);
    } catch (const Cancelled&) {
      how = "cancelled";
    }
  };
  Client client(loop, serve(stream_protocol(wait)));
  until([this] { return servers.snapshot("echo").connections == 1; });
  loop.run_until_done(servers.stop(0s));
  EXPECT_EQ(how, "cancelled");
  EXPECT_TRUE(client.closed());
}

TEST_F(DrainTest, StopsAtOnceWithoutConnections) {
  serve(protocol_factory<Echo>());
  serve(spec(protocol_factory<Echo>(), "second"));
  loop.run_until_done(servers.stop(1h));
  EXPECT_TRUE(servers.snapshots().empty());
}

TEST_F(DrainTest, StopsAsSoonAsTheLastConnectionHasEnded) {
  const std::uint16_t port = serve(protocol_factory<Echo>());
  Client client(loop, port);
  until([this] { return servers.snapshot("echo").connections == 1; });
  TaskGroup stops(loop);
  stops.spawn(servers.stop(1h));
  EXPECT_EQ(stops.size(), 1U);
  client.close();
  EXPECT_TRUE(until([&] { return stops.size() == 0; }));
}

}  // namespace
}  // namespace aio::runtime

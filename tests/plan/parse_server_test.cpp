// SPDX-License-Identifier: MIT
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <string>
#include <vector>

#include "tests/plan/parsed.hpp"

namespace aio::plan {
namespace {

using namespace std::chrono_literals;
using testing::ElementsAre;
using testing::IsEmpty;

TEST(ParseServer, ReadsATcpServerWithItsDefaults) {
  const Parsed parsed = parse("[server/a]\nprotocol = m.Echo\nport = 7\n");
  ASSERT_EQ(parsed.servers.size(), 1U);
  EXPECT_EQ(parsed.servers[0].endpoint(), Endpoint("127.0.0.1", 7));
  EXPECT_EQ(parsed.servers[0].idle_timeout, 0s);
  EXPECT_EQ(parsed.servers[0].workers, 1U);
}

TEST(ParseServer, ReadsAUnixServer) {
  const Parsed parsed = parse(
      "[server/a]\nprotocol = m.Echo\ntype = unix\npath = /run/x.sock\nmode = 0600\n"
      "user = www-data\ngroup = adm\nidle_timeout = 1min\nmax_connections = 5\n");
  EXPECT_THAT(parsed.mistakes, IsEmpty());
  ASSERT_EQ(parsed.servers.size(), 1U);
  EXPECT_EQ(parsed.servers[0].endpoint(), Endpoint("/run/x.sock", 0, ServerType::unix_stream));
  EXPECT_EQ(parsed.servers[0].mode, 0600U);
  EXPECT_EQ(parsed.servers[0].user, "www-data");
  EXPECT_EQ(parsed.servers[0].group, "adm");
  EXPECT_EQ(parsed.servers[0].idle_timeout, 60s);
  EXPECT_EQ(parsed.servers[0].max_connections, 5U);
}

TEST(ParseServer, ReadsDatagramServers) {
  const Parsed parsed = parse(
      "[server/a]\nprotocol = m.Echo\ntype = udp\naddress = *\nport = 7\n"
      "[server/b]\nprotocol = m.Echo\ntype = unixgram\npath = @b\n");
  ASSERT_EQ(parsed.servers.size(), 2U);
  EXPECT_EQ(parsed.servers[0].endpoint(), Endpoint("*", 7, ServerType::udp));
  EXPECT_EQ(parsed.servers[1].endpoint(), Endpoint("@b", 0, ServerType::unix_datagram));
}

TEST(ParseServer, LeavesOutASectionWhoseTypeIsNone) {
  EXPECT_THAT(parse("[server/a]\nprotocol = m.Echo\ntype = tpc\nport = 7\n").servers, IsEmpty());
  EXPECT_THAT(parse("[server/a]\nprotocol = m.Echo\ntype = unix\n").servers, IsEmpty());
}

TEST(ParseServer, AKeyOfAnotherTypeMakesNoOtherServerOfIt) {
  const std::string server = "[server/a]\nprotocol = m.Echo\ntype = unix\npath = @a\n";
  EXPECT_EQ(parse(server).servers.at(0).fingerprint,
            parse("[DEFAULT]\nport = 9\n" + server).servers.at(0).fingerprint);
}

TEST(ParseServer, GivesWorkersToAThreadSafeProtocolAlone) {
  const auto safe = parse("[server/a]\nprotocol = m.Safe\nport = 7\nworkers = 4\n");
  EXPECT_THAT(safe.mistakes, IsEmpty());
  EXPECT_EQ(safe.servers.at(0).workers, 4U);
  EXPECT_THAT(parse("[server/a]\nprotocol = m.Echo\nport = 7\nworkers = 1\n").mistakes, IsEmpty());
  EXPECT_THAT(parse("[server/a]\nprotocol = m.Echo\nport = 7\nworkers = 4\n").mistakes,
              ElementsAre("aio.conf:4: 'workers' is 4, which needs a protocol that its module "
                          "registers with aio::thread_safe; 'm.Echo' is not"));
  EXPECT_THAT(parse("[server/a]\nfactory = m.make\nport = 7\nworkers = 4\n").mistakes,
              ElementsAre("aio.conf:4: 'workers' is 4, which needs a 'protocol' that its module "
                          "registers with aio::thread_safe"));
}

TEST(ParseServer, GivesNoDatagramsToACoroutineOfAConnection) {
  EXPECT_THAT(parse("[server/a]\ntype = udp\nprotocol = m.stream\nport = 7\n").mistakes,
              ElementsAre("aio.conf:3: 'm.stream' is a coroutine of a connection, and type udp has "
                          "only datagrams"));
  EXPECT_THAT(parse("[server/a]\nprotocol = m.stream\nport = 7\n").mistakes, IsEmpty());
}

TEST(ParseServer, TwoThatMeetAreAMistakeThatNamesBoth) {
  const Parsed parsed = parse(
      "[server/a]\nprotocol = m.Echo\naddress = 0.0.0.0\nport = 80\n"
      "[server/b]\nprotocol = m.Echo\nport = 80\n"
      "[server/c]\nprotocol = m.Echo\ntype = udp\nport = 80\n"
      "[server/d]\nprotocol = m.Echo\ntype = unix\npath = /run/x\n"
      "[server/e]\nprotocol = m.Echo\ntype = unixgram\npath = /run//x\n"
      "[server/f]\nprotocol = m.Echo\nport = 80\nenabled = no\n");
  EXPECT_THAT(
      parsed.mistakes,
      ElementsAre(
          "aio.conf:7: server 'b' has the address of server 'a': 127.0.0.1 and 0.0.0.0 port 80",
          "aio.conf:19: server 'e' has the address of server 'd': /run//x and /run/x"));
  EXPECT_EQ(parsed.servers.size(), 4U);
}

}  // namespace
}  // namespace aio::plan

// SPDX-License-Identifier: MIT
#include <gmock/gmock.h>

#include <stdexcept>
#include <string>
#include <system_error>

#include "tests/runtime/servers/datagram_fixture.hpp"

namespace aio::runtime {
namespace {

using testing::ElementsAre;
using testing::Ge;
using testing::Gt;
using testing::Le;

TEST_F(DatagramServerTest, TellsWhatCannotBeSentAndGoesOn) {
  DatagramClient client(loop, open(datagrams(hearing())));
  heard.transport->send_to(std::string(65'508, 'x'), client.address());
  EXPECT_THAT(heard.events, ElementsAre("made", "Message too long"));
  heard.transport->send_to("fits", client.address());
  EXPECT_EQ(client.receive(), "fits");
}

TEST_F(DatagramServerTest, TellsThatAUnixPeerIsGone) {
  const Endpoint at = open(datagrams(hearing(), ServerType::unix_datagram));
  DatagramClient client(loop, at);
  const SocketAddress address = client.address();
  client.close();
  heard.transport->send_to("too late", address);
  EXPECT_THAT(heard.events, ElementsAre("made", "Connection refused"));
}

TEST_F(DatagramServerTest, RefusesToWriteWithoutAnAddress) {
  open(datagrams(hearing()));
  EXPECT_THROW(heard.transport->write("to whom?"), std::logic_error);
}

// A unix peer that does not read makes the kernel refuse more: what then waits is bounded, and a
// peer that reads is answered.
TEST_F(DatagramServerTest, KeepsABoundedQueueForAPeerThatDoesNotRead) {
  const Endpoint at = open(datagrams(hearing(), ServerType::unix_datagram));
  DatagramClient mute(loop, at), other(loop, at);
  const std::string piece(4'000, 'x');
  std::size_t most = 0;
  for (int i = 0; i < 2'000; ++i) {
    heard.transport->send_to(piece, mute.address());
    most = std::max(most, heard.transport->buffered());
  }
  EXPECT_THAT(most, Ge(4U * 64 * 1024));
  EXPECT_THAT(most, Le(4U * 64 * 1024 + 5'000));
  EXPECT_THAT(servers.snapshot("echo").datagrams_dropped, Gt(0U));
  EXPECT_THAT(heard.events, ElementsAre("made", "pause"));
  int received = 0;
  ASSERT_TRUE(until([&] {
    while (mute.receive_now()) ++received;
    return heard.events.back() == "resume" && heard.transport->buffered() == 0;
  }));
  while (mute.receive_now()) ++received;
  EXPECT_EQ(received + servers.snapshot("echo").datagrams_dropped, 2'000U);
}

TEST_F(DatagramServerTest, GivesAPeerUpThatDoesNotReadForASecond) {
  const Endpoint at = open(datagrams(hearing(), ServerType::unix_datagram));
  DatagramClient mute(loop, at);
  while (heard.transport->buffered() == 0) heard.transport->send_to("x", mute.address());
  EXPECT_TRUE(until([this] { return heard.transport->buffered() == 0; }));
  EXPECT_EQ(servers.snapshot("echo").datagrams_dropped, 1U);
}

}  // namespace
}  // namespace aio::runtime

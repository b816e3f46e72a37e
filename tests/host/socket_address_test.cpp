// SPDX-License-Identifier: MIT
#include "daemon/host/socket_address.hpp"

#include <gtest/gtest.h>

#include <sys/socket.h>
#include <unistd.h>

#include "daemon/runtime/servers/listening.hpp"

namespace aio::host {
namespace {

using runtime::Listening;

const Endpoint any_udp{"127.0.0.1", 0, ServerType::udp};

TEST(SocketAddress, AServerIsBoundToItsAddressAndPort) {
  const auto socket = Listening::open({"127.0.0.1", 0});
  const auto port = socket.bound().port;
  const auto other = static_cast<std::uint16_t>(port ^ 1);
  EXPECT_TRUE(serves(socket.number(), {"127.0.0.1", port}));
  EXPECT_TRUE(serves(socket.number(), {"127.0.0.1", 0}));
  EXPECT_FALSE(serves(socket.number(), {"127.0.0.2", port}));
  EXPECT_FALSE(serves(socket.number(), {"127.0.0.1", other}));
  EXPECT_EQ(described(socket.number()), "tcp 127.0.0.1:" + std::to_string(port));
}

TEST(SocketAddress, ASocketForBothFamiliesIsAStarAndNotTheSixOnly) {
  const auto both = Listening::open({"*", 0});
  EXPECT_TRUE(serves(both.number(), {"*", 0}));
  EXPECT_FALSE(serves(both.number(), {"::", 0}));
  const auto six = Listening::open({"::", 0});
  EXPECT_TRUE(serves(six.number(), {"::", 0}));
  EXPECT_TRUE(serves(six.number(), {"0::0", 0}));
  EXPECT_FALSE(serves(six.number(), {"*", 0}));
}

TEST(SocketAddress, UdpIsAnotherTypeThanTcp) {
  const auto socket = Listening::open(any_udp);
  EXPECT_TRUE(serves(socket.number(), any_udp));
  EXPECT_FALSE(serves(socket.number(), {"127.0.0.1", 0}));
  EXPECT_EQ(described(socket.number()), "udp 127.0.0.1:" + std::to_string(socket.bound().port));
}

TEST(SocketAddress, AUnixSocketIsKnownByItsPathAndType) {
  const std::string name = "@aio-host-test-" + std::to_string(getpid());
  const auto socket = Listening::open({name, 0, ServerType::unix_stream});
  EXPECT_TRUE(serves(socket.number(), {name, 0, ServerType::unix_stream}));
  EXPECT_FALSE(serves(socket.number(), {name + "x", 0, ServerType::unix_stream}));
  EXPECT_FALSE(serves(socket.number(), {name, 0, ServerType::unix_datagram}));
  EXPECT_EQ(described(socket.number()), "unix " + name);
}

TEST(SocketAddress, WhatDoesNotListenIsNoServer) {
  int pair[2];
  ASSERT_EQ(socketpair(AF_UNIX, SOCK_STREAM, 0, pair), 0);
  EXPECT_FALSE(serves(pair[0], {"127.0.0.1", 0}));
  EXPECT_EQ(described(pair[0]), "no socket of a server");
  close(pair[0]);
  close(pair[1]);
}

}  // namespace
}  // namespace aio::host

// SPDX-License-Identifier: MIT
#include "daemon/host/socket_address.hpp"

#include <gtest/gtest.h>

#include <sys/socket.h>
#include <unistd.h>

#include "daemon/runtime/listening.hpp"

namespace aio::host {
namespace {

using runtime::Listening;

TEST(SocketAddress, AServerIsBoundToItsAddressAndPort) {
  const auto socket = Listening::open("127.0.0.1", 0, 1);
  const auto port = socket.bound().port;
  EXPECT_TRUE(is_listening_tcp(socket.number()));
  EXPECT_TRUE(is_bound_to(socket.number(), "127.0.0.1", port));
  EXPECT_TRUE(is_bound_to(socket.number(), "127.0.0.1", 0));
  EXPECT_FALSE(is_bound_to(socket.number(), "127.0.0.2", port));
  EXPECT_FALSE(is_bound_to(socket.number(), "127.0.0.1", port ^ 1));
  EXPECT_EQ(described(socket.number()), "tcp 127.0.0.1:" + std::to_string(port));
}

TEST(SocketAddress, ASocketForBothFamiliesIsAStarAndNotTheSixOnly) {
  const auto both = Listening::open("*", 0, 1);
  EXPECT_TRUE(is_bound_to(both.number(), "*", 0));
  EXPECT_FALSE(is_bound_to(both.number(), "::", 0));
  const auto six = Listening::open("::", 0, 1);
  EXPECT_TRUE(is_bound_to(six.number(), "::", 0));
  EXPECT_TRUE(is_bound_to(six.number(), "0::0", 0));
  EXPECT_FALSE(is_bound_to(six.number(), "*", 0));
}

TEST(SocketAddress, WhatDoesNotListenIsNoServer) {
  int pair[2];
  ASSERT_EQ(socketpair(AF_UNIX, SOCK_STREAM, 0, pair), 0);
  EXPECT_FALSE(is_listening_tcp(pair[0]));
  EXPECT_FALSE(is_bound_to(pair[0], "127.0.0.1", 0));
  EXPECT_EQ(described(pair[0]), "no tcp socket");
  close(pair[0]);
  close(pair[1]);
}

}  // namespace
}  // namespace aio::host

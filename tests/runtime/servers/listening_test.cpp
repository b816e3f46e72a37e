// SPDX-License-Identifier: MIT
#include "daemon/runtime/servers/listening.hpp"

#include <fcntl.h>
#include <gmock/gmock.h>
#include <netinet/in.h>
#include <netinet/tcp.h>

#include <string>
#include <system_error>

#include "daemon/runtime/loop/event_loop.hpp"
#include "tests/runtime/servers/client.hpp"

namespace aio::runtime {
namespace {

int option(int fd, int level, int name) {
  int value = -1;
  socklen_t length = sizeof value;
  getsockopt(fd, level, name, &value, &length);
  return value;
}

TEST(Listening, PicksAFreePortForZeroAndQueuesConnectionsUnserved) {
  EventLoop loop;
  const Listening listening = Listening::open({"127.0.0.1", 0});
  EXPECT_EQ(listening.bound().address, "127.0.0.1");
  EXPECT_NE(listening.bound().port, 0);
  EXPECT_NO_THROW(Client(loop, listening.bound().port));
}

TEST(Listening, SaysWhichAddressCannotBeHad) {
  const Listening first = Listening::open({"127.0.0.1", 0});
  const std::uint16_t port = first.bound().port;
  try {
    Listening::open({"127.0.0.1", port});
    FAIL() << "bound twice";
  } catch (const std::system_error& error) {
    EXPECT_EQ(error.code(), std::errc::address_in_use);
    EXPECT_EQ(std::string(error.what()),
              "127.0.0.1:" + std::to_string(port) + ": Address already in use");
  }
}

TEST(Listening, RefusesWhatIsNoAddressRatherThanLookItUp) {
  try {
    Listening::open({"example.org", 80});
    FAIL() << "bound";
  } catch (const std::system_error& error) {
    EXPECT_EQ(error.code(), std::errc::invalid_argument);
    EXPECT_THAT(error.what(), testing::StartsWith("'example.org' is not an IP address"));
  }
}

TEST(Listening, TakesIPv6AloneForTheIPv6Wildcard) {
  const Listening listening = Listening::open({"::", 0});
  EXPECT_EQ(listening.bound().address, "::");
  EXPECT_EQ(option(listening.number(), IPPROTO_IPV6, IPV6_V6ONLY), 1);
  EXPECT_NO_THROW(Listening::open({"0.0.0.0", listening.bound().port}));
}

TEST(Listening, TakesBothFamiliesForTheStar) {
  EventLoop loop;
  const Listening listening = Listening::open({"*", 0});
  EXPECT_EQ(option(listening.number(), IPPROTO_IPV6, IPV6_V6ONLY), 0);
  EXPECT_NO_THROW(Client(loop, listening.bound().port));
}

TEST(Listening, ReusesAddressesAndNeverSharesPorts) {
  const Listening listening = Listening::open({"127.0.0.1", 0});
  EXPECT_EQ(option(listening.number(), SOL_SOCKET, SO_REUSEADDR), 1);
  EXPECT_EQ(option(listening.number(), SOL_SOCKET, SO_REUSEPORT), 0);
  EXPECT_EQ(option(listening.number(), IPPROTO_TCP, TCP_NODELAY), 1);
}

TEST(Listening, AdoptsAPassedSocketWithItsAddress) {
  Listening first = Listening::open({"127.0.0.1", 0});
  const int passed = dup(first.number());
  fcntl(passed, F_SETFL, 0);
  const Listening adopted = Listening::adopt(passed);
  EXPECT_EQ(adopted.bound(), first.bound());
  EXPECT_EQ(fcntl(passed, F_GETFL) & O_NONBLOCK, O_NONBLOCK);
  EXPECT_EQ(fcntl(passed, F_GETFD), FD_CLOEXEC);
}

TEST(Listening, GoesOnUnderItsDuplicate) {
  EventLoop loop;
  Listening first = Listening::open({"127.0.0.1", 0});
  const Listening second = first.duplicate();
  first = {};
  EXPECT_NO_THROW(Client(loop, second.bound().port));
}

TEST(Endpoint, ReadsAsAddressAndPort) {
  EXPECT_EQ(text_of(Endpoint{"127.0.0.1", 80}), "127.0.0.1:80");
  EXPECT_EQ(text_of(Endpoint{"::1", 8080}), "[::1]:8080");
}

}  // namespace
}  // namespace aio::runtime

// SPDX-License-Identifier: MIT
#include "daemon/plan/shared_address.hpp"

#include <gtest/gtest.h>

#include <string>

namespace aio::plan {
namespace {

/// Whether a second server could not be open beside a first one.
bool meet(const Endpoint& one, const Endpoint& two) {
  TakenAddresses addresses;
  const auto spec = [](const std::string& name, const Endpoint& at) {
    return ServerSpec{.name = name, .type = at.type, .address = at.address, .port = at.port};
  };
  EXPECT_FALSE(addresses.take(spec("one", one)));
  const auto other = addresses.take(spec("two", two));
  if (other) {
    EXPECT_EQ(other->name, "one");
    EXPECT_EQ(other->address, one.address);
  }
  return other.has_value();
}

constexpr auto udp = ServerType::udp;
constexpr auto stream = ServerType::unix_stream;
constexpr auto datagram = ServerType::unix_datagram;

TEST(TakenAddresses, OneAddressAndPortIsForOne) {
  EXPECT_TRUE(meet({"127.0.0.1", 80}, {"127.0.0.1", 80}));
  EXPECT_FALSE(meet({"127.0.0.1", 80}, {"127.0.0.1", 81}));
  EXPECT_FALSE(meet({"127.0.0.1", 80}, {"127.0.0.2", 80}));
  EXPECT_TRUE(meet({"::1", 80}, {"0:0::1", 80}));
}

TEST(TakenAddresses, AllOfIPv4IsEachOfItsAddresses) {
  EXPECT_TRUE(meet({"0.0.0.0", 80}, {"127.0.0.1", 80}));
  EXPECT_TRUE(meet({"127.0.0.1", 80}, {"0.0.0.0", 80}));
  EXPECT_FALSE(meet({"0.0.0.0", 80}, {"::1", 80}));
}

TEST(TakenAddresses, AllOfIPv6IsEachOfItsAddressesAndNoneOfIPv4) {
  EXPECT_TRUE(meet({"::", 80}, {"::1", 80}));
  EXPECT_TRUE(meet({"::1", 80}, {"::0", 80}));
  EXPECT_FALSE(meet({"::", 80}, {"127.0.0.1", 80}));
  EXPECT_FALSE(meet({"::", 80}, {"0.0.0.0", 80}));
}

TEST(TakenAddresses, TheStarIsEverything) {
  for (const char* address : {"*", "::", "0.0.0.0", "127.0.0.1", "::1"}) {
    EXPECT_TRUE(meet({"*", 80}, {address, 80})) << address;
    EXPECT_TRUE(meet({address, 80}, {"*", 80})) << address;
  }
}

TEST(TakenAddresses, UdpAndTcpDoNotMeet) {
  EXPECT_FALSE(meet({"127.0.0.1", 80}, {"127.0.0.1", 80, udp}));
  EXPECT_TRUE(meet({"0.0.0.0", 80, udp}, {"127.0.0.1", 80, udp}));
}

TEST(TakenAddresses, AnyFreePortIsForMany) {
  EXPECT_FALSE(meet({"127.0.0.1", 0}, {"127.0.0.1", 0}));
}

TEST(TakenAddresses, AFileIsForOneSocketOfWhateverType) {
  EXPECT_TRUE(meet({"/run/x.sock", 0, stream}, {"/run/x.sock", 0, stream}));
  EXPECT_TRUE(meet({"/run/x.sock", 0, stream}, {"/run/x.sock", 0, datagram}));
  EXPECT_TRUE(meet({"/run/x.sock", 0, stream}, {"/run/./y/../x.sock", 0, stream}));
  EXPECT_FALSE(meet({"/run/x.sock", 0, stream}, {"/run/y.sock", 0, stream}));
}

TEST(TakenAddresses, AbstractNamesAreApartByType) {
  EXPECT_TRUE(meet({"@x", 0, stream}, {"@x", 0, stream}));
  EXPECT_FALSE(meet({"@x", 0, stream}, {"@x", 0, datagram}));
  EXPECT_FALSE(meet({"@x", 0, stream}, {"x", 0, stream}));
}

}  // namespace
}  // namespace aio::plan

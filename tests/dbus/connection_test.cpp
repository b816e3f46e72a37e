// SPDX-License-Identifier: MIT
#include "dbus/connection.hpp"

#include <aio/error.hpp>

#include <gtest/gtest.h>

#include "tests/dbus/test_bus.hpp"

namespace aio::dbus {
namespace {

TEST(Connection, OpensTheBusAtAnAddress) {
  const test::TestBus bus;
  const auto connection = open({Bus::Kind::address, bus.address()});
  EXPECT_EQ(connection->getUniqueName().substr(0, 3), ":1.");
}

TEST(Connection, SaysWhichBusDoesNotAnswer) {
  try {
    open({Bus::Kind::address, "unix:path=/nonexistent/bus"});
    FAIL() << "there is no such bus";
  } catch (const Error& error) {
    EXPECT_EQ(error.fault(), Fault::failed);
    EXPECT_EQ(std::string(error.what()).substr(0, 42),
              "the bus at unix:path=/nonexistent/bus: Fai");
  }
}

TEST(Connection, RefusesAnAddressThatIsNone) {
  EXPECT_THROW(open({Bus::Kind::address, "nonsense"}), Error);
  EXPECT_THROW(open({Bus::Kind::address, ""}), Error);
}

TEST(Connection, NamesEachBusForMessages) {
  EXPECT_EQ(described({Bus::Kind::system}), "the system bus");
  EXPECT_EQ(described({Bus::Kind::user}), "the user bus");
  EXPECT_EQ(described({Bus::Kind::address, "unix:path=/b"}), "the bus at unix:path=/b");
}

}  // namespace
}  // namespace aio::dbus

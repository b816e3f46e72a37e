// SPDX-License-Identifier: MIT
#include "dbus/connection.hpp"

#include <aio/error.hpp>

#include <chrono>

#include <gtest/gtest.h>

#include "tests/dbus/silent_bus.hpp"
#include "tests/dbus/test_bus.hpp"

namespace aio::dbus {
namespace {

using namespace std::chrono_literals;

/// The failure of opening a bus.
Error failure(const std::string& address) try {
  open({Bus::Kind::address, address}, 100ms);
  return {Fault::failed, "it was opened"};
} catch (const Error& error) {
  return error;
}

TEST(Connection, OpensTheBusAtAnAddress) {
  const test::TestBus bus;
  const auto connection = open({Bus::Kind::address, bus.address()});
  EXPECT_EQ(connection->getUniqueName().substr(0, 3), ":1.");
}

TEST(Connection, SaysWhichBusIsNotThere) {
  const Error error = failure("unix:path=/nonexistent/bus");
  EXPECT_EQ(error.fault(), Fault::failed);
  EXPECT_STREQ(error.what(), "the bus at unix:path=/nonexistent/bus: No such file or directory");
}

TEST(Connection, RefusesAnAddressThatIsNone) {
  EXPECT_STREQ(failure("nonsense").what(), "the bus at nonsense: Connection refused");
  EXPECT_STREQ(failure("").what(), "the bus at : Connection refused");
}

TEST(Connection, WaitsForASilentBusAsLongAsItMay) {
  const test::SilentBus bus;
  const auto start = std::chrono::steady_clock::now();
  const Error error = failure(bus.address());
  EXPECT_EQ(error.fault(), Fault::failed);
  EXPECT_EQ(error.what(), "the bus at " + bus.address() + ": Connection timed out");
  const auto took = std::chrono::steady_clock::now() - start;
  EXPECT_GE(took, 100ms);
  EXPECT_LT(took, 5s);
}

TEST(Connection, NamesEachBusForMessages) {
  EXPECT_EQ(described({Bus::Kind::system}), "the system bus");
  EXPECT_EQ(described({Bus::Kind::user}), "the user bus");
  EXPECT_EQ(described({Bus::Kind::address, "unix:path=/b"}), "the bus at unix:path=/b");
}

}  // namespace
}  // namespace aio::dbus

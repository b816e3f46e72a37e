// SPDX-License-Identifier: MIT
#include "daemon/host/fd_store.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <fcntl.h>
#include <sys/socket.h>
#include <unistd.h>

#include <optional>
#include <string>
#include <vector>

#include "daemon/runtime/servers/listening.hpp"

namespace aio::host {
namespace {

using runner::OpenSocket;
using runtime::Descriptor;
using runtime::Listening;

const std::vector<ino_t> no_units;

Descriptor duplicate_of(const Listening& listening) {
  return Descriptor(fcntl(listening.number(), F_DUPFD_CLOEXEC, 0));
}

bool listens(const Listening& listening) {
  int value = 0;
  socklen_t size = sizeof value;
  return getsockopt(listening.number(), SOL_SOCKET, SO_ACCEPTCONN, &value, &size) == 0 && value;
}

TEST(StoredName, SaysTheServerAndTheFileOfItsSocket) {
  EXPECT_EQ((StoredName{"web", ""}).text(), "kept=web");
  EXPECT_EQ((StoredName{"a/b@c.d-e", "1f.2a"}).text(), "kept=a/b@c.d-e=1f.2a");
  const auto name = StoredName::parse("kept=a/b@c.d-e=1f.2a");
  ASSERT_TRUE(name);
  EXPECT_EQ(name->server, "a/b@c.d-e");
  EXPECT_EQ(name->file, "1f.2a");
}

TEST(StoredName, IsNoneThatASocketUnitHas) {
  for (const char* text : {"", "web", "kept", "kept=", "kept==1", "kept=a=b=c", "stored"})
    EXPECT_FALSE(StoredName::parse(text)) << text;
  EXPECT_FALSE(StoredName::parse("kept=" + std::string(300, 'a')));
}

class Store : public testing::Test {
 protected:
  const Listening socket = Listening::open({"127.0.0.1", 0});
  const Endpoint endpoint = socket.bound();
  FdStore store{true};

  void take_back(const std::string& name) { store.take_back(name, duplicate_of(socket)); }
  bool has(const std::string& server) const {
    return static_cast<bool>(Descriptor(store.find(server, endpoint).value_or(-1)));
  }
};

TEST_F(Store, GivesBackWhatHasTheNameAndTheAddressUntilAServerHasIt) {
  take_back("kept=web");
  EXPECT_FALSE(has("other"));
  EXPECT_EQ(store.find("web", {"127.0.0.2", endpoint.port}), std::nullopt);
  EXPECT_TRUE(has("web"));
  EXPECT_FALSE(store.note({OpenSocket{"web", socket.number()}}, no_units)) << "systemd has it";
  EXPECT_FALSE(has("web"));
}

TEST_F(Store, TellsOnceOfANewSocketAndNotOfAUnits) {
  const std::vector<OpenSocket> open{{"web", socket.number()}};
  EXPECT_FALSE(store.note(open, {id_of(socket.number())}));
  EXPECT_TRUE(store.note(open, no_units));
  store.tell();
  EXPECT_FALSE(store.note(open, no_units));
}

TEST_F(Store, WhatAServerLetsGoListensNoMore) {
  store.note({OpenSocket{"web", socket.number()}}, no_units);
  store.tell();
  EXPECT_TRUE(listens(socket));
  EXPECT_TRUE(store.note({}, no_units));
  EXPECT_FALSE(listens(socket));
}

TEST_F(Store, ASocketThatGoesOnUnderAnotherNameIsLeftAsItIs) {
  store.note({OpenSocket{"web", socket.number()}}, no_units);
  store.tell();
  EXPECT_TRUE(store.note({OpenSocket{"www", socket.number()}}, no_units));
  EXPECT_TRUE(listens(socket));
}

TEST_F(Store, KeepsWhatASectionWillHaveOrMayHaveWhenItIsMended) {
  take_back("kept=web");
  EXPECT_FALSE(store.expect({{"web", endpoint}}, true));
  EXPECT_FALSE(store.expect({}, false)) << "the file has mistakes";
  EXPECT_TRUE(has("web"));
  EXPECT_TRUE(store.expect({}, true));
  EXPECT_FALSE(listens(socket));
}

TEST_F(Store, WhatIsInTheWayGoesAlsoWhenTheFileHasMistakes) {
  take_back("kept=web");
  EXPECT_TRUE(store.expect({{"www", endpoint}}, false));
  EXPECT_FALSE(listens(socket));
}

TEST_F(Store, ClosesWhatIsNoSocketOfAServer) {
  Descriptor null(open("/dev/null", O_RDONLY | O_CLOEXEC));
  const int number = null.number();
  store.take_back("kept=web", std::move(null));
  EXPECT_EQ(fcntl(number, F_GETFD), -1);
  EXPECT_TRUE(store.expect({}, false)) << "it is to leave the store";
}

TEST_F(Store, WithNobodyWhoKeepsAnythingThereIsNothingToTell) {
  FdStore none(false);
  EXPECT_FALSE(none.note({OpenSocket{"web", socket.number()}}, no_units));
}

}  // namespace
}  // namespace aio::host

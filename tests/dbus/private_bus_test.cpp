// SPDX-License-Identifier: MIT
#include "dbus/private_bus.hpp"

#include <aio/error.hpp>

#include <sys/stat.h>
#include <unistd.h>

#include <fstream>

#include <gtest/gtest.h>

#include "tests/dbus/test_bus.hpp"

namespace aio::dbus {
namespace {

TEST(PrivateBus, StandsInTheRuntimeFolder) {
  const auto bus = private_bus({"/run/user/1000", 1000});
  ASSERT_TRUE(bus);
  EXPECT_EQ(bus->folder, "/run/user/1000/aio");
  EXPECT_EQ(bus->socket, "/run/user/1000/aio/bus");
  EXPECT_EQ(bus->address, "unix:path=/run/user/1000/aio/bus");
}

TEST(PrivateBus, HasAFolderForRootWithoutARuntimeFolder) {
  EXPECT_EQ(private_bus({"", 0})->address, "unix:path=/run/aio-root/bus");
  EXPECT_EQ(private_bus({"/run/user/0", 0})->address, "unix:path=/run/user/0/aio/bus");
}

TEST(PrivateBus, IsNowhereForAUserWithoutARuntimeFolder) {
  EXPECT_EQ(private_bus({"", 1000}), std::nullopt);
  EXPECT_EQ(private_bus({"relative/folder", 1000}), std::nullopt);
}

TEST(PrivateBus, MayHaveAPathOf107BytesAndNoMore) {
  const std::string folder = "/" + std::string(107 - 1 - 8, 'd');  // "/aio/bus" is 8
  EXPECT_EQ(private_bus({folder, 1000})->socket.native().size(), 107U);
  try {
    private_bus({folder + "d", 1000});
    FAIL() << "no socket can have that path";
  } catch (const Error& error) {
    EXPECT_EQ(error.fault(), Fault::too_large);
    EXPECT_EQ(std::string(error.what()),
              folder + "d/aio/bus has 108 bytes, a socket's path may have 107");
  }
}

TEST(UnixAddress, EscapesWhatTheSpecificationSays) {
  EXPECT_EQ(unix_address("/run/a-b_c.d/bus"), "unix:path=/run/a-b_c.d/bus");
  EXPECT_EQ(unix_address("/a b,c;d%e=f:g"), "unix:path=/a%20b%2cc%3bd%25e%3df%3ag");
  EXPECT_EQ(unix_address("/\xc3\xa9"), "unix:path=/%c3%a9");
}

/// A runtime folder with a real bus in it.
class Trust : public testing::Test {
 protected:
  Trust() {
    std::filesystem::create_directory(bus_.folder);
    ::chmod(bus_.folder.c_str(), 0700);
  }

  const test::Folder runtime_;
  const PrivateBus bus_ = *private_bus({runtime_.path(), ::geteuid()});
};

TEST_F(Trust, IsGivenToABusOfTheUsersOwn) {
  const test::TestBus running(bus_.socket);
  EXPECT_EQ(distrust(bus_, ::geteuid()), std::nullopt);
}

TEST_F(Trust, IsNotAskedForWhereNothingIs) {
  EXPECT_EQ(distrust(bus_, ::geteuid()), "");
}

TEST_F(Trust, IsRefusedToAnotherUsersFolder) {
  const test::TestBus running(bus_.socket);
  EXPECT_EQ(distrust(bus_, ::geteuid() + 1), bus_.folder.string() + " belongs to another user");
}

TEST_F(Trust, IsRefusedWhereOthersMayPutAnotherSocket) {
  const test::TestBus running(bus_.socket);
  ::chmod(bus_.folder.c_str(), 0770);
  EXPECT_EQ(distrust(bus_, ::geteuid()), bus_.folder.string() + " may be written by others");
}

TEST_F(Trust, IsRefusedToWhatIsNoSocket) {
  std::ofstream(bus_.socket) << "";
  EXPECT_EQ(distrust(bus_, ::geteuid()), bus_.socket.string() + " is not a socket");
}

TEST_F(Trust, IsRefusedToALinkInTheFoldersPlace) {
  std::filesystem::rename(bus_.folder, runtime_.path() / "elsewhere");
  std::filesystem::create_symlink(runtime_.path() / "elsewhere", bus_.folder);
  const test::TestBus running(bus_.socket);
  EXPECT_EQ(distrust(bus_, ::geteuid()), bus_.folder.string() + " is not a folder");
}

}  // namespace
}  // namespace aio::dbus

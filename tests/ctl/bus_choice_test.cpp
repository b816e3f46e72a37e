// SPDX-License-Identifier: MIT
#include "ctl/bus_choice.hpp"

#include <sys/stat.h>
#include <unistd.h>

#include <gtest/gtest.h>

#include "tests/dbus/test_bus.hpp"

namespace aio::ctl {
namespace {

class BusChoiceTest : public testing::Test {
 protected:
  BusChoice choose(uid_t user = ::geteuid()) const { return choose_bus({runtime_.path(), user}); }

  const test::Folder runtime_;
  const std::filesystem::path folder_ = runtime_.path() / "aio";
};

TEST_F(BusChoiceTest, TakesThePrivateBusThatIsThere) {
  std::filesystem::create_directory(folder_);
  ::chmod(folder_.c_str(), 0700);
  const test::TestBus bus(folder_ / "bus");
  EXPECT_EQ(choose().own, (dbus::Bus{dbus::Bus::Kind::address, bus.address()}));
  EXPECT_EQ(choose().why_not, "");
}

TEST_F(BusChoiceTest, SaysThatThereIsNone) {
  EXPECT_EQ(choose().own, std::nullopt);
  EXPECT_EQ(choose().why_not, "there is no private bus at " + folder_.string() + "/bus");
}

TEST_F(BusChoiceTest, PassesOverAPrivateBusOfAnotherUser) {
  std::filesystem::create_directory(folder_);
  ::chmod(folder_.c_str(), 0700);
  const test::TestBus bus(folder_ / "bus");
  EXPECT_EQ(choose(::geteuid() + 1).own, std::nullopt);
  EXPECT_EQ(choose(::geteuid() + 1).why_not, folder_.string() + " belongs to another user");
}

TEST(BusChoice, NamesTheVariableThatIsMissing) {
  const BusChoice choice = choose_bus({"", 1000});
  EXPECT_EQ(choice.own, std::nullopt);
  EXPECT_EQ(choice.why_not,
            "a private bus needs $XDG_RUNTIME_DIR, the absolute path of a folder of your own");
}

TEST(BusChoice, PassesOverAFolderThatIsTooLongForASocket) {
  const BusChoice choice = choose_bus({"/" + std::string(200, 'x'), 1000});
  EXPECT_EQ(choice.own, std::nullopt);
  EXPECT_NE(choice.why_not.find("a socket's path may have 107"), std::string::npos);
}

}  // namespace
}  // namespace aio::ctl

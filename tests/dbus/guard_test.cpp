// SPDX-License-Identifier: MIT
#include "dbus/guard.hpp"

#include <unistd.h>

#include <chrono>
#include <filesystem>
#include <string>
#include <thread>

#include <gtest/gtest.h>

#include "tests/dbus/peer.hpp"
#include "tests/dbus/served_folder.hpp"
#include "tests/dbus/test_bus.hpp"

namespace aio::dbus {
namespace {

constexpr const char* too_large = "org.aio.Runner1.Error.LimitsExceeded";
constexpr const char* invalid = "org.freedesktop.DBus.Error.InvalidArgs";
constexpr const char* guarded = "/org/example/thing/one";

class GuardTest : public testing::Test {
 protected:
  test::Message ask() {
    return peer_.message(test::folder_name, guarded, test::folder_interface, "Ask");
  }

  test::Message ask_with(const std::string& text) {
    auto call = ask();
    test::check_bus(sd_bus_message_append(call.get(), "a{sv}", 1, "x", "s", text.c_str()));
    return call;
  }

  test::Message ask_with_options(int count) {
    auto call = ask();
    test::check_bus(sd_bus_message_open_container(call.get(), 'a', "{sv}"));
    for (int i = 0; i < count; ++i)
      test::check_bus(sd_bus_message_append(call.get(), "{sv}", std::to_string(i).c_str(), "b", 1));
    test::check_bus(sd_bus_message_close_container(call.get()));
    return call;
  }

  const test::TestBus bus_;
  test::ServedFolder served_{bus_.address()};
  test::Peer peer_{bus_.address()};
};

TEST_F(GuardTest, LetsPassWhatFits) {
  EXPECT_EQ(peer_.error(ask_with("hello")), "");
  EXPECT_EQ(peer_.error(ask_with(std::string((1 << 20) - 1, 'x'))), "") << "with the name, 1 MiB";
  EXPECT_EQ(peer_.error(ask_with_options(7000)), "");
}

TEST_F(GuardTest, RefusesTooMuchText) {
  EXPECT_EQ(peer_.error(ask_with(std::string(1 << 20, 'x'))), too_large);
  EXPECT_EQ(peer_.error(ask_with(std::string(4 << 20, 'x'))), too_large);
}

TEST_F(GuardTest, RefusesTooManyValues) {
  EXPECT_EQ(peer_.error(ask_with_options(100'000)), too_large);
}

TEST_F(GuardTest, RefusesWhatIsTooDeep) {
  auto call = ask();
  for (int i = 0; i < 40; ++i)
    test::check_bus(sd_bus_message_open_container(call.get(), 'v', i < 39 ? "v" : "b"));
  const int yes = 1;
  test::check_bus(sd_bus_message_append_basic(call.get(), 'b', &yes));
  for (int i = 0; i < 40; ++i) test::check_bus(sd_bus_message_close_container(call.get()));
  EXPECT_EQ(peer_.error(call), too_large);
}

std::size_t open_descriptors() {
  std::size_t count = 0;
  for (const auto& entry : std::filesystem::directory_iterator("/proc/self/fd")) {
    (void)entry;
    ++count;
  }
  return count;
}

TEST_F(GuardTest, RefusesDescriptorsAndClosesThem) {
  const std::size_t before = open_descriptors();
  for (int i = 0; i < 20; ++i) {
    auto call = ask();
    test::check_bus(sd_bus_message_append(call.get(), "a{sv}", 1, "x", "h", STDIN_FILENO));
    EXPECT_EQ(peer_.error(call), invalid);
    auto bare = ask();
    test::check_bus(sd_bus_message_append(bare.get(), "h", STDIN_FILENO));
    EXPECT_EQ(peer_.error(bare), invalid);
  }
  // This process is the server as well, on a thread that lets go of a call after it has answered.
  const auto deadline = std::chrono::steady_clock::now() + std::chrono::seconds(20);
  while (open_descriptors() != before && std::chrono::steady_clock::now() < deadline)
    std::this_thread::yield();
  EXPECT_EQ(open_descriptors(), before);
}

TEST_F(GuardTest, LooksAtCallsOfEveryInterface) {
  const auto set =
      peer_.message(test::folder_name, guarded, "org.freedesktop.DBus.Properties", "Set");
  const std::string text(2 << 20, 'x');
  test::check_bus(
      sd_bus_message_append(set.get(), "ssv", test::folder_interface, "Count", "s", text.c_str()));
  EXPECT_EQ(peer_.error(set), too_large);
}

TEST_F(GuardTest, LeavesAGoodCallAsItWas) {
  for (int i = 0; i < 10; ++i) {
    EXPECT_EQ(peer_.error(ask_with(std::string(2 << 20, 'x'))), too_large);
    EXPECT_EQ(peer_.error(ask_with("good")), "");
  }
}

}  // namespace
}  // namespace aio::dbus

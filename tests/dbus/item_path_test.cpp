// SPDX-License-Identifier: MIT
#include "dbus/item_path.hpp"

#include <gtest/gtest.h>

#include "dbus/names.hpp"

namespace aio::dbus {
namespace {

TEST(ItemPath, IsTheNameBelowTheFolder) {
  EXPECT_EQ(item_path(schedule_path, "hello"), "/org/aio/Runner1/schedule/hello");
  EXPECT_EQ(item_path(module_path, "x2"), "/org/aio/Runner1/module/x2");
}

TEST(ItemPath, HasAPlaceForEveryName) {
  EXPECT_EQ(item_path(server_path, "a/b-c.d"), "/org/aio/Runner1/server/a_2fb_2dc_2ed");
  EXPECT_EQ(item_path(server_path, "2nd"), "/org/aio/Runner1/server/_32nd");
  EXPECT_EQ(item_path(server_path, ""), "/org/aio/Runner1/server/_");
  EXPECT_EQ(item_path(listener_path, "\xc3\x89"), "/org/aio/Runner1/listener/_c3_89");
}

TEST(ItemPath, SaysWhoseItIs) {
  EXPECT_EQ(item_at(server_path, "/org/aio/Runner1/server/a_2fb_2dc_2ed"), "a/b-c.d");
  EXPECT_EQ(item_at(server_path, "/org/aio/Runner1/server/_"), "");
}

TEST(ItemPath, IsNobodysInAnotherFolderOrBelow) {
  EXPECT_EQ(item_at(server_path, "/org/aio/Runner1/schedule/a"), std::nullopt);
  EXPECT_EQ(item_at(server_path, "/org/aio/Runner1/server"), std::nullopt);
  EXPECT_EQ(item_at(server_path, "/org/aio/Runner1/server/a/b"), std::nullopt);
}

TEST(ItemPath, IsOneAloneForEachName) {
  EXPECT_EQ(item_at(server_path, "/org/aio/Runner1/server/_61"), std::nullopt) << "that is 'a'";
  EXPECT_EQ(item_at(server_path, "/org/aio/Runner1/server/a_2Fb"), std::nullopt) << "a_2fb";
  EXPECT_EQ(item_at(server_path, "/org/aio/Runner1/server/a_zz"), std::nullopt);
}

}  // namespace
}  // namespace aio::dbus

// SPDX-License-Identifier: MIT
#include "dbus/utf8.hpp"

#include <gtest/gtest.h>

namespace aio::dbus {
namespace {

TEST(Sendable, LeavesUtf8AsItIs) {
  EXPECT_EQ(sendable("plain \xC3\xA9 \xE2\x82\xAC \xF0\x9F\x98\x80\n"),
            "plain \xC3\xA9 \xE2\x82\xAC \xF0\x9F\x98\x80\n");
}

TEST(Sendable, PutsAMarkInPlaceOfWhatTheBusWouldRefuse) {
  EXPECT_EQ(sendable("a\xFF"
                     "b"),
            "a\xEF\xBF\xBD"
            "b");
  EXPECT_EQ(sendable("\xC3"), "\xEF\xBF\xBD");
  EXPECT_EQ(sendable(std::string_view("a\0", 2)), "a\xEF\xBF\xBD");
  EXPECT_EQ(sendable("\xC0\xAF"), "\xEF\xBF\xBD\xEF\xBF\xBD") << "overlong";
  EXPECT_EQ(sendable("\xED\xA0\x80"), "\xEF\xBF\xBD\xEF\xBF\xBD\xEF\xBF\xBD") << "a surrogate";
}

}  // namespace
}  // namespace aio::dbus

// SPDX-License-Identifier: MIT
#include "dbus/value.hpp"

#include <gtest/gtest.h>

namespace aio::dbus {
namespace {

TEST(Value, HasASignatureForEachType) {
  EXPECT_STREQ(signature_of(true), "b");
  EXPECT_STREQ(signature_of(std::uint16_t{1}), "q");
  EXPECT_STREQ(signature_of(std::uint32_t{1}), "u");
  EXPECT_STREQ(signature_of(std::uint64_t{1}), "t");
  EXPECT_STREQ(signature_of(std::string("x")), "s");
  EXPECT_STREQ(signature_of(std::vector<std::string>{"x"}), "as");
}

TEST(Value, IsTheSameInAVariant) {
  EXPECT_EQ(variant_of(true).get<bool>(), true);
  EXPECT_EQ(variant_of(std::uint16_t{8080}).get<std::uint16_t>(), 8080);
  EXPECT_EQ(variant_of(std::string("x")).get<std::string>(), "x");
  EXPECT_EQ(variant_of(std::vector<std::string>{"a", "b"}).get<std::vector<std::string>>(),
            (std::vector<std::string>{"a", "b"}));
}

TEST(Value, HasAMembersNameForEachKey) {
  EXPECT_EQ(member_name("every_usec"), "EveryUsec");
  EXPECT_EQ(member_name("state"), "State");
  EXPECT_EQ(member_name("last_duration_usec"), "LastDurationUsec");
}

}  // namespace
}  // namespace aio::dbus

// SPDX-License-Identifier: MIT
#include "ctl/module_name.hpp"

#include <gtest/gtest.h>

namespace aio::ctl {
namespace {

TEST(ModuleName, IsOfPartsThatBeginWithALetter) {
  for (const char* const good : {"greet", "my.greet", "a.b.c", "G2", "my-greet", "my_greet", "x"})
    EXPECT_EQ(objection_to_module_name(good), std::nullopt) << good;
}

TEST(ModuleName, IsNoPathAndNoNumber) {
  for (const char* const bad : {"", ".", "..", ".greet", "greet.", "a..b", "a/b", "../a", "9lives",
                                "a.9", "_a", "-a", "a b", "a\n", "gr\xc3\xbc\xc3\x9f", "a;b", "$a"})
    EXPECT_NE(objection_to_module_name(bad), std::nullopt) << bad;
  EXPECT_NE(objection_to_module_name(std::string_view("a\0b", 3)), std::nullopt);
}

TEST(ModuleName, FitsAFilesName) {
  EXPECT_EQ(objection_to_module_name(std::string(100, 'a')), std::nullopt);
  EXPECT_EQ(objection_to_module_name(std::string(101, 'a')),
            "is too long for a module's name: 100 characters at most");
}

TEST(ModuleName, OfANewOneIsNoTargetThatCMakeHasItself) {
  EXPECT_EQ(objection_to_new_name("test"), "is a name that CMake keeps for itself");
  EXPECT_EQ(objection_to_new_name("ZERO_CHECK"), "is a name that CMake keeps for itself");
  EXPECT_EQ(objection_to_new_name("my.test"), std::nullopt);
  EXPECT_EQ(objection_to_module_name("test"), std::nullopt);
}

TEST(ModuleName, OfANewOneIsAModulesNameToo) {
  EXPECT_EQ(objection_to_new_name("a/b"), objection_to_module_name("a/b"));
}

}  // namespace
}  // namespace aio::ctl

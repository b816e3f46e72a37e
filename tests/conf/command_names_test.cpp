// SPDX-License-Identifier: MIT
#include "conf/command_names.hpp"

#include <gtest/gtest.h>

#include <string>

namespace aio::conf {
namespace {

TEST(CommandName, HasSmallLettersDigitsAndMarksBehindTheFirst) {
  for (const char* const name : {"a", "7", "greet", "greet-all_2", "a-", "status"})
    EXPECT_TRUE(is_command_name(name)) << name;
  for (const char* const name :
       {"", "-a", "_a", "Greet", "a b", "a.b", "a/b", "gr\xC3\xBC\xC3\x9F"})
    EXPECT_FALSE(is_command_name(name)) << name;
}

TEST(CommandName, HasAnEnd) {
  EXPECT_TRUE(is_command_name(std::string(128, 'n')));
  EXPECT_FALSE(is_command_name(std::string(129, 'n')));
}

TEST(VerbName, IsThatOfAVerbAlone) {
  EXPECT_TRUE(is_verb_name("status"));
  EXPECT_TRUE(is_verb_name("trigger"));
  EXPECT_FALSE(is_verb_name("stat"));
  EXPECT_FALSE(is_verb_name(""));
}

}  // namespace
}  // namespace aio::conf

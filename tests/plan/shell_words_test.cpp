// SPDX-License-Identifier: MIT
#include "daemon/plan/shell_words.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace aio::plan {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;

TEST(ShellWords, AreSplitAtBlanks) {
  EXPECT_THAT(split_words("  collect \t--quick  now ").words,
              ElementsAre("collect", "--quick", "now"));
  EXPECT_THAT(split_words("  ").words, IsEmpty());
}

TEST(ShellWords, SingleQuotesKeepEverythingAsItIs) {
  EXPECT_THAT(split_words(R"(a 'b  "c" \n $x' '')").words, ElementsAre("a", R"(b  "c" \n $x)", ""));
}

TEST(ShellWords, DoubleQuotesEscapeFourCharacters) {
  EXPECT_THAT(split_words(R"("a \"b\" \\ \$ \` \n 'c'" "")").words,
              ElementsAre(R"(a "b" \ $ ` \n 'c')", ""));
}

TEST(ShellWords, ABackslashOutsideOfQuotesEscapesAnything) {
  EXPECT_THAT(split_words(R"(a\ b \"c \\ \n)").words, ElementsAre("a b", "\"c", "\\", "n"));
}

TEST(ShellWords, PartsWithoutABlankBetweenAreOneWord) {
  EXPECT_THAT(split_words(R"(--name='a b'"c d"e\ f)").words, ElementsAre("--name=a bc de f"));
}

TEST(ShellWords, NothingIsExpanded) {
  EXPECT_THAT(split_words("$HOME ~ * `id` a|b > c # d ; e").words,
              ElementsAre("$HOME", "~", "*", "`id`", "a|b", ">", "c", "#", "d", ";", "e"));
}

TEST(ShellWords, WhatIsNotClosedIsAMistake) {
  EXPECT_EQ(split_words("a 'b").mistake, "the quote ' is not closed");
  EXPECT_EQ(split_words("a \"b\\\"").mistake, "the quote \" is not closed");
  EXPECT_EQ(split_words("a \\").mistake, "nothing follows the last backslash");
  EXPECT_THAT(split_words("a 'b").words, IsEmpty());
}

}  // namespace
}  // namespace aio::plan

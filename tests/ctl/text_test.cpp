// SPDX-License-Identifier: MIT
#include "ctl/text.hpp"

#include <gtest/gtest.h>

namespace aio::ctl {
namespace {

TEST(Text, TakesBackslashNForALineEnd) {
  EXPECT_EQ(unescaped("a\\nb"), "a\nb");
  EXPECT_EQ(unescaped("\\n"), "\n");
}

TEST(Text, TakesTwoBackslashesForOne) {
  EXPECT_EQ(unescaped("a\\\\b"), "a\\b");
  EXPECT_EQ(unescaped("a\\\\n"), "a\\n");
  EXPECT_EQ(unescaped("\\\\\\n"), "\\\n");
}

TEST(Text, KeepsEveryOtherBackslash) {
  EXPECT_EQ(unescaped("C:\\temp\\x"), "C:\\temp\\x");
  EXPECT_EQ(unescaped("\\t\\u00e9\\"), "\\t\\u00e9\\");
  EXPECT_EQ(unescaped("\xc3\xa9"), "\xc3\xa9");
  EXPECT_EQ(unescaped(""), "");
}

TEST(Text, SplitsAtTheLastColon) {
  EXPECT_EQ(parse_option_name("aio:log_level"), (OptionName{"aio", "log_level"}));
  EXPECT_EQ(parse_option_name("a:b:c"), (OptionName{"a:b", "c"}));
  EXPECT_EQ(parse_option_name("listen/x:My Signal"), (OptionName{"listen/x", "My Signal"}));
  EXPECT_EQ(parse_option_name("a:"), (OptionName{"a", ""}));
  EXPECT_EQ(parse_option_name(":b"), (OptionName{"", "b"}));
}

TEST(Text, TakesAWordWithoutColonForASection) {
  EXPECT_EQ(parse_option_name("aio/commands"), (OptionName{"aio/commands", std::nullopt}));
}

TEST(Text, KnowsUtf8) {
  EXPECT_TRUE(is_utf8(""));
  EXPECT_TRUE(is_utf8("plain\n\x01"));
  EXPECT_TRUE(is_utf8("\xc3\xa9 \xe2\x82\xac \xf0\x9f\x98\x80"));
  EXPECT_TRUE(is_utf8("\xed\x9f\xbf\xee\x80\x80\xf4\x8f\xbf\xbf"));
}

TEST(Text, KnowsWhatIsNotUtf8) {
  EXPECT_FALSE(is_utf8("\xff"));
  EXPECT_FALSE(is_utf8("\x80"));
  EXPECT_FALSE(is_utf8("a\xc3"));
  EXPECT_FALSE(is_utf8("\xc0\xaf")) << "overlong";
  EXPECT_FALSE(is_utf8("\xe0\x80\xaf")) << "overlong";
  EXPECT_FALSE(is_utf8("\xed\xa0\x80")) << "a surrogate";
  EXPECT_FALSE(is_utf8("\xf4\x90\x80\x80")) << "past the last character";
  EXPECT_FALSE(is_utf8("\xe2\x82"));
}

TEST(Text, MakesControlCharactersVisible) {
  EXPECT_EQ(visible("a\nb\tc"), "a\\nb\\tc");
  EXPECT_EQ(visible("\x1b[31mred\x7f"), "\\x1b[31mred\\x7f");
  EXPECT_EQ(visible("\xc2\x9b"
                    "31m"),
            "\\x9b31m");
  EXPECT_EQ(visible("a\u202eb\u2066\u2028"), "a\\u202eb\\u2066\\u2028")
      << "directions, a line's end";
  EXPECT_EQ(visible("\xff\x9b"
                    "2J\xc3"),
            "\\xff\\x9b2J\\xc3")
      << "no text";
  EXPECT_EQ(visible("\xc3\xa9\xc2\xa0"), "\xc3\xa9\xc2\xa0");
}

}  // namespace
}  // namespace aio::ctl

// SPDX-License-Identifier: MIT
#include "ctl/width.hpp"

#include <gtest/gtest.h>

namespace aio::ctl {
namespace {

using Lines = std::vector<std::string>;

TEST(Width, IsInColumns) {
  EXPECT_EQ(columns_of(""), 0U);
  EXPECT_EQ(columns_of("abc"), 3U);
  EXPECT_EQ(columns_of("\u00e9"), 1U);
  EXPECT_EQ(columns_of("\u6f22\u5b57"), 4U) << "wide characters";
  EXPECT_EQ(columns_of("e\u0301"), 1U) << "an accent by itself";
  EXPECT_EQ(columns_of("\xff"), 1U) << "no character";
}

TEST(Width, CutsWhatIsTooWide) {
  EXPECT_EQ(cut("abcdef", 6, {}), "abcdef");
  EXPECT_EQ(cut("abcdef", 5, {}), "abcd\u2026");
  EXPECT_EQ(cut("abcdef", 5, {.utf8 = false}), "ab...");
  EXPECT_EQ(cut("abcdef", 1, {}), "\u2026");
  EXPECT_EQ(cut("abcdef", 2, {.utf8 = false}), "..");
  EXPECT_EQ(cut("abcdef", 0, {}), "");
  EXPECT_EQ(cut("abcdef", Screen::endless, {}), "abcdef");
}

TEST(Width, NeverCutsACharacterInTwo) {
  EXPECT_EQ(cut("\u6f22\u5b57\u6f22", 5, {}), "\u6f22\u5b57\u2026");
  EXPECT_EQ(cut("\u6f22\u5b57\u6f22", 4, {}), "\u6f22\u2026") << "half of one does not fit";
  EXPECT_EQ(cut("e\u0301e\u0301e\u0301", 2, {}), "e\u0301\u2026");
}

TEST(Width, WrapsAtBlanks) {
  EXPECT_EQ(wrapped("one two three", 7), (Lines{"one two", "three"}));
  EXPECT_EQ(wrapped("one two three", 8), (Lines{"one two", "three"}));
  EXPECT_EQ(wrapped("one two three", 13), (Lines{"one two three"}));
  EXPECT_EQ(wrapped("one two", Screen::endless), (Lines{"one two"}));
  EXPECT_EQ(wrapped("", 7), (Lines{""}));
}

TEST(Width, WrapsAWordThatIsLongerThanALine) {
  EXPECT_EQ(wrapped("a bcdefghij k", 4), (Lines{"a", "bcde", "fghi", "j k"}));
  EXPECT_EQ(wrapped("\u6f22\u5b57", 1), (Lines{"\u6f22", "\u5b57"})) << "no room even for one";
  EXPECT_EQ(wrapped("abc", 0), (Lines{"a", "b", "c"}));
}

}  // namespace
}  // namespace aio::ctl

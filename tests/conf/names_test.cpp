// SPDX-License-Identifier: MIT
#include "conf/names.hpp"

#include <string>
#include <vector>

#include <gmock/gmock.h>

namespace aio::conf {
namespace {

TEST(Fold, LowerCasesByUnicodeRules) {
  EXPECT_EQ(fold("My-Signal"), "my-signal");
  EXPECT_EQ(fold("ÉTÉ"), "été");
  EXPECT_EQ(fold("İ"), "i\u0307");
  EXPECT_EQ(fold("ΟΔΟΣ"), "οδος");
}

TEST(Fold, LeavesTextThatIsNotUtf8Alone) {
  EXPECT_EQ(fold("A\xff"), "A\xff");
}

TEST(IsSpace, KnowsThePythonOnesAndNoOthers) {
  for (const char32_t space :
       {U' ', U'\t', U'\x1c', U'\x1f', U'\x85', U'\xa0', U'\u3000', U'\u2003'}) {
    EXPECT_TRUE(is_space(space)) << static_cast<std::uint32_t>(space);
  }
  for (const char32_t other : {U'a', U'\0', U'\u200b', U'\ufeff', U'\x1b'}) {
    EXPECT_FALSE(is_space(other)) << static_cast<std::uint32_t>(other);
  }
}

TEST(Strip, TakesUnicodeWhiteSpaceOffBothEnds) {
  EXPECT_EQ(strip("\u00a0\t a b \u3000\x1c"), "a b");
  EXPECT_EQ(strip("\u200b"), "\u200b");
  EXPECT_EQ(strip(" \u2003 "), "");
  EXPECT_EQ(right_strip(" a \u0085"), " a");
}

TEST(EditDistance, CountsEditsUpToItsLimit) {
  EXPECT_EQ(edit_distance("every", "every", 2), 0U);
  EXPECT_EQ(edit_distance("evry", "every", 2), 1U);
  EXPECT_EQ(edit_distance("evrey", "every", 2), 2U);
  EXPECT_EQ(edit_distance("", "ab", 2), 2U);
  EXPECT_EQ(edit_distance("kitten", "sitting", 2), 3U);
  EXPECT_EQ(edit_distance(std::string(1 << 20, 'x'), "every", 2), 3U);
}

TEST(Nearest, FindsTheNameThatWasMeant) {
  const std::vector<std::string> known = {"every", "func", "overlap", "cb"};
  EXPECT_EQ(nearest("evrey", known), "every");
  EXPECT_EQ(nearest("funk", known), "func");
  EXPECT_EQ(nearest("cd", known), "cb");
}

TEST(Nearest, FindsNothingForAnotherWord) {
  const std::vector<std::string> known = {"every", "func", "cb"};
  EXPECT_EQ(nearest("interval", known), std::nullopt);
  EXPECT_EQ(nearest("x", known), std::nullopt);
  EXPECT_EQ(nearest("xy", known), std::nullopt);
}

TEST(Nearest, InAnyCaseIsTheSameNameFirst) {
  const std::vector<std::string> known = {"Shops", "ÉTÉ", "shop"};
  EXPECT_EQ(nearest_in_any_case("SHOP", known), "shop");
  EXPECT_EQ(nearest_in_any_case("été", known), "ÉTÉ");
  EXPECT_EQ(nearest_in_any_case("Shoqs", known), "Shops");
  EXPECT_EQ(nearest_in_any_case("SHOPP", known), "shop");
  EXPECT_EQ(nearest_in_any_case("SHELF", known), std::nullopt);
}

}  // namespace
}  // namespace aio::conf

// SPDX-License-Identifier: MIT
#include "tests/conf/shrinking.hpp"

#include <algorithm>

#include <gmock/gmock.h>

namespace {

using testing::ElementsAre;

Failing failing_where(bool (*fails)(const Texts&)) {
  return [fails](const std::vector<Texts>& candidates) {
    std::vector<bool> all;
    for (const Texts& each : candidates) all.push_back(fails(each));
    return all;
  };
}

TEST(Shrinking, LeavesTheSourceTheLineAndTheCharacters) {
  const auto fails = failing_where([](const Texts& texts) {
    return std::any_of(texts.begin(), texts.end(), [](const std::string& text) {
      return text.find("[s]") != std::string::npos && text.find("é") != std::string::npos;
    });
  });
  EXPECT_THAT(shrunk({"[t]\n", "# c\r\n[s] ; x\r\na = 1\rb = xéy\n\nz\n", "[u]\n"}, fails),
              ElementsAre("[s]é"));
}

TEST(Shrinking, LeavesTwoSourcesThatFailTogether) {
  const auto fails = failing_where([](const Texts& texts) {
    return texts.size() > 1 && texts.front().find('a') < texts.front().size() &&
           texts.back().find('b') < texts.back().size();
  });
  EXPECT_THAT(shrunk({"xay\n", "...\n", "xby\n"}, fails), ElementsAre("a", "b"));
}

TEST(Shrinking, WritesALiteralOfTwoLanguages) {
  EXPECT_EQ(literal("a\r\n\t\"\\\x1b"
                    "1é\u2028\U0001F600"),
            "\"a\\015\\n\\011\\\"\\\\\\0331\\u00e9\\u2028\\U0001f600\"");
}

}  // namespace

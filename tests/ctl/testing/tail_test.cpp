// SPDX-License-Identifier: MIT
#include "ctl/testing/tail.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <string>
#include <vector>

#include "ctl/testing/line_reader.hpp"

namespace aio::ctl::tests {
namespace {

TEST(Tail, IsAllOfWhatIsShort) {
  Tail tail;
  tail.add("one\n");
  tail.add("two");
  EXPECT_EQ(tail.text(), "one\ntwo");
}

TEST(Tail, IsTheLastLinesOfWhatIsLong) {
  Tail tail;
  for (int i = 0; i < 100'000; ++i) tail.add("12345678\n");
  const std::string text = tail.text();
  EXPECT_LT(text.size(), 3 * Tail::most);
  EXPECT_EQ(text.find(" bytes before this are left out)\n12345678\n"), text.find(' '));
  EXPECT_TRUE(text.ends_with("12345678\n"));
}

std::vector<std::string> lines_of(const std::vector<std::string>& pieces) {
  LineReader reader;
  std::vector<std::string> lines;
  const auto take = [&](std::string_view line) { lines.emplace_back(line); };
  for (const std::string& piece : pieces) reader.read(piece, take);
  reader.finish_last(take);
  return lines;
}

TEST(LineReader, MakesLinesOfPieces) {
  EXPECT_THAT(lines_of({"on", "e\n\ntw", "o\r\nthree"}),
              ::testing::ElementsAre("one", "", "two", "three"));
}

TEST(LineReader, CutsALineThatIsTooLong) {
  const auto lines = lines_of({std::string(200'000, 'x'), "y\nshort\n"});
  EXPECT_EQ(lines.at(0), std::string(65'536, 'x'));
  EXPECT_EQ(lines.at(1), "short");
}

}  // namespace
}  // namespace aio::ctl::tests

// SPDX-License-Identifier: MIT
#include "conf/lines.hpp"

#include <string>
#include <vector>

#include <gmock/gmock.h>

namespace aio::conf {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;

std::vector<Line> lines_of(std::string_view text) {
  std::vector<Line> all;
  Lines lines(text);
  while (const std::optional<Line> line = lines.next()) all.push_back(*line);
  return all;
}

std::vector<LineKind> kinds(std::string_view text) {
  std::vector<LineKind> all;
  for (const Line& line : lines_of(text)) all.push_back(line.kind);
  return all;
}

constexpr LineKind blank = LineKind::blank;
constexpr LineKind comment = LineKind::comment;
constexpr LineKind header = LineKind::header;
constexpr LineKind option = LineKind::option;
constexpr LineKind continuation = LineKind::continuation;
constexpr LineKind headless = LineKind::headless;
constexpr LineKind nameless = LineKind::nameless;
constexpr LineKind broken = LineKind::broken;

TEST(Lines, EndAtThreeLineEndsAndNoOthers) {
  const std::vector<Line> lines = lines_of("[s]\r\na = 1\rb = 2\nc = \x0b\x0c\x1c\u0085\u2028 3");
  ASSERT_EQ(lines.size(), 4U);
  EXPECT_EQ(lines[0].end, 3U);
  EXPECT_EQ(lines[0].next, 5U);
  EXPECT_EQ(lines[1].next, 11U);
  EXPECT_EQ(lines[3].number, 4U);
  EXPECT_EQ(lines[3].next, lines[3].end);
  EXPECT_THAT(lines_of(""), IsEmpty());
}

TEST(Lines, KnowBlanksAndCommentsAtAnyDepth) {
  EXPECT_THAT(kinds("\n \t\n\u00a0\u3000\n# c\n  ; c\n\x1c#\n"),
              ElementsAre(blank, blank, blank, comment, comment, comment));
}

TEST(Lines, KnowAHeaderByItsLastBracket) {
  const std::vector<Line> lines = lines_of("[a]b] ; c\n  [ ]\n[x] = 5\n");
  EXPECT_THAT(kinds("[a]b] ; c\n  [ ]\n[x] = 5\n"), ElementsAre(header, header, header));
  EXPECT_EQ(section_name("[a]b] ; c\n", lines[0]), "a]b");
}

TEST(Lines, TakeNoEmptyOrOpenBracketsForAHeader) {
  EXPECT_THAT(kinds("[s]\n[]\n[a\n[a = 1\n[] = 2\n"),
              ElementsAre(header, broken, broken, option, option));
}

TEST(Lines, ContinueWhatIsLessDeep) {
  EXPECT_THAT(kinds("[s]\na = 1\n b = 2\n\n # c\n  [d]\nb = 1\n"),
              ElementsAre(header, option, continuation, blank, comment, continuation, option));
}

TEST(Lines, MeasureDepthInCharacters) {
  EXPECT_THAT(kinds("[s]\n a = 1\n\tb = 2\n\u3000c = 3\n\u3000\u3000d\n"),
              ElementsAre(header, option, option, option, continuation));
}

TEST(Lines, HaveNothingToContinueBehindAHeader) {
  EXPECT_THAT(kinds("[s]\n    a = 1\n      more\n  b = 1\n   more\n"),
              ElementsAre(header, option, continuation, option, continuation));
  EXPECT_THAT(kinds("[s]\n  junk\n"), ElementsAre(header, broken));
}

TEST(Lines, SayWhatStandsBeforeTheFirstHeader) {
  EXPECT_THAT(kinds("# c\n\na = 1\n\ufeff[s]\n[s]\n"),
              ElementsAre(comment, blank, headless, headless, header));
}

TEST(Lines, NeedANameAndASplitForAnOption) {
  EXPECT_THAT(kinds("[s]\n= v\n: v\njunk\nu r l=http://h:1\n"),
              ElementsAre(header, nameless, nameless, broken, option));
}

TEST(Lines, SplitAtTheFirstOfTheTwo) {
  const std::string_view text = "[s]\n a\u00a0: b = c\n";
  const Line line = lines_of(text).at(1);
  EXPECT_EQ(option_name(text, line), "a");
  EXPECT_EQ(text[line.split], ':');
  EXPECT_EQ(line.indent, 1U);
}

}  // namespace
}  // namespace aio::conf

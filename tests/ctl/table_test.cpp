// SPDX-License-Identifier: MIT
#include "ctl/table.hpp"

#include <gtest/gtest.h>

namespace aio::ctl {
namespace {

const Screen wide;
const Screen narrow{.width = 80};

TEST(Table, MakesColumnsAsWideAsTheyNeed) {
  Table table({"A", "LONG", "C"});
  table.add({"1", "2", "3"});
  table.add({"one", "two", ""});
  EXPECT_EQ(table.rendered(narrow),
            "A    LONG  C\n"
            "1    2     3\n"
            "one  two\n");
}

TEST(Table, CountsColumnsAndNotBytes) {
  Table table({"A", "B"});
  table.add({"\u00e9\u00e9", "x"});
  table.add({"\u6f22\u5b57", "y"});
  EXPECT_EQ(table.rendered(narrow), "A     B\n\u00e9\u00e9    x\n\u6f22\u5b57  y\n");
}

TEST(Table, KeepsARowOnOneLine) {
  Table table({"A"});
  table.add({"x\ny"});
  EXPECT_EQ(table.rendered(narrow), "A\nx\\ny\n");
}

TEST(Table, CutsLinesOfMoreThan80Characters) {
  Table table({"A"});
  table.add({std::string(80, 'x')});
  table.add({std::string(81, 'x')});
  EXPECT_EQ(table.rendered(narrow),
            "A\n" + std::string(80, 'x') + "\n" + std::string(79, 'x') + "\u2026\n");
}

TEST(Table, CutsBetweenCharacters) {
  std::string accents;
  for (int i = 0; i < 81; ++i) accents += "\u00e9";
  Table table({"A"});
  table.add({accents});
  EXPECT_EQ(table.rendered(narrow), "A\n" + accents.substr(0, 2 * 79) + "\u2026\n");
}

TEST(Table, CutsTheLastColumnFirst) {
  Table table({"ADDRESS", "HANDLER"});
  table.add({std::string(60, 'a'), std::string(30, 'h')});
  EXPECT_EQ(table.rendered(narrow), "ADDRESS" + std::string(55, ' ') + "HANDLER\n" +
                                        std::string(60, 'a') + "  " + std::string(17, 'h') +
                                        "\u2026\n");
}

TEST(Table, CutsTheWidestColumnsThenAndKeepsTheOthers) {
  Table table({"NAME", "STATE", "FUNC"});
  table.add({std::string(100, 'n'), "listening", std::string(100, 'f')});
  table.add({"short", "paused", "m.f"});
  EXPECT_EQ(table.rendered(narrow), "NAME" + std::string(57, ' ') + "STATE      FUNC\n" +
                                        std::string(58, 'n') +
                                        "\u2026  listening  fffffff\u2026\n" + "short" +
                                        std::string(56, ' ') + "paused     m.f\n");
}

TEST(Table, CutsNothingBelowEightCharacters) {
  Table table({"A", "B", "C", "D", "E", "F", "G", "H", "I"});
  table.add(std::vector<Cell>(9, "123456789"));
  EXPECT_EQ(table.rendered({.width = 80, .utf8 = false}),
            "A         B         C         D         E         F         G         H\n"
            "12345...  12345...  12345...  12345...  12345...  12345...  12345...  12345...\n");
}

TEST(Table, CutsNothingWithoutATerminal) {
  Table table({"A", "B"});
  table.add({std::string(100, 'a'), std::string(100, 'b')});
  EXPECT_EQ(table.rendered(wide), "A" + std::string(101, ' ') + "B\n" + std::string(100, 'a') +
                                      "  " + std::string(100, 'b') + "\n");
}

TEST(Table, PutsASignBeforeARow) {
  Table table({"A", "B"});
  table.add({"1", "two"}, Glyph::active, Tone::good);
  table.add({"1", "three"}, Glyph::failed, Tone::bad);
  EXPECT_EQ(table.rendered(wide), "  A  B\n\u25cf 1  two\n\u00d7 1  three\n");
  EXPECT_EQ(table.rendered({.width = 9}), "  A  B\n\u25cf 1  two\n\u00d7 1  thr\u2026\n");
}

TEST(Table, PaintsWordsAndNoBlanks) {
  Table table({"A", "B"});
  table.add({{"x", Tone::bad}, "y"});
  EXPECT_EQ(table.rendered({.colour = true}),
            "\x1b[0;4mA\x1b[0m  \x1b[0;4mB\x1b[0m\n\x1b[0;1;31mx\x1b[0m  y\n");
}

TEST(Table, IsEmptyWithoutRows) {
  Table table({"A"});
  EXPECT_TRUE(table.empty());
  table.add({"1"});
  EXPECT_FALSE(table.empty());
}

}  // namespace
}  // namespace aio::ctl

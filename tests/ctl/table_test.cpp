// SPDX-License-Identifier: MIT
#include "ctl/table.hpp"

#include <gtest/gtest.h>

namespace aio::ctl {
namespace {

TEST(Table, MakesColumnsAsWideAsTheyNeed) {
  Table table({"A", "LONG", "C"});
  table.add({"1", "2", "3"});
  table.add({"one", "two", ""});
  EXPECT_EQ(table.rendered(),
            "A    LONG  C\n"
            "1    2     3\n"
            "one  two\n");
}

TEST(Table, CountsCharactersAndNotBytes) {
  Table table({"A", "B"});
  table.add({"\xc3\xa9\xc3\xa9", "x"});
  EXPECT_EQ(table.rendered(), "A   B\n\xc3\xa9\xc3\xa9  x\n");
}

TEST(Table, KeepsARowOnOneLine) {
  Table table({"A"});
  table.add({"x\ny"});
  EXPECT_EQ(table.rendered(), "A\nx\\ny\n");
}

TEST(Table, CutsLinesOfMoreThan80Characters) {
  Table table({"A"});
  table.add({std::string(80, 'x')});
  table.add({std::string(81, 'x')});
  EXPECT_EQ(table.rendered(), "A\n" + std::string(80, 'x') + "\n" + std::string(77, 'x') + "...\n");
}

TEST(Table, CutsBetweenCharacters) {
  std::string wide;
  for (int i = 0; i < 81; ++i) wide += "\xc3\xa9";
  Table table({"A"});
  table.add({wide});
  EXPECT_EQ(table.rendered(), "A\n" + wide.substr(0, 2 * 77) + "...\n");
}

TEST(Table, CutsTheLastColumnFirst) {
  Table table({"ADDRESS", "HANDLER"});
  table.add({std::string(60, 'a'), std::string(30, 'h')});
  EXPECT_EQ(table.rendered(), "ADDRESS" + std::string(55, ' ') + "HANDLER\n" +
                                  std::string(60, 'a') + "  " + std::string(15, 'h') + "...\n");
}

TEST(Table, CutsTheWidestColumnsThenAndKeepsTheOthers) {
  Table table({"NAME", "STATE", "FUNC"});
  table.add({std::string(100, 'n'), "listening", std::string(100, 'f')});
  table.add({"short", "paused", "m.f"});
  EXPECT_EQ(table.rendered(), "NAME" + std::string(57, ' ') + "STATE      FUNC\n" +
                                  std::string(56, 'n') + "...  listening  fffff...\n" + "short" +
                                  std::string(56, ' ') + "paused     m.f\n");
}

TEST(Table, CutsNothingBelowEightCharacters) {
  Table table({"A", "B", "C", "D", "E", "F", "G", "H", "I"});
  table.add(std::vector<std::string>(9, "123456789"));
  EXPECT_EQ(table.rendered().substr(table.rendered().find('\n') + 1),
            "12345...  12345...  12345...  12345...  12345...  12345...  12345...  12345.....\n");
}

TEST(Table, IsEmptyWithoutRows) {
  Table table({"A"});
  EXPECT_TRUE(table.empty());
  table.add({"1"});
  EXPECT_FALSE(table.empty());
}

}  // namespace
}  // namespace aio::ctl

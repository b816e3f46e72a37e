// SPDX-License-Identifier: MIT
#include "conf/document.hpp"

#include <string>
#include <vector>

#include <gmock/gmock.h>

namespace aio::conf {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;

Document parse(const std::string& text) {
  Problems problems;
  Document document = Document::parse("aio.conf", text, problems);
  EXPECT_EQ(rendered(problems), "");
  return document;
}

std::string problems_of(const std::string& text) {
  Problems problems;
  Document::parse("aio.conf", text, problems);
  return rendered(problems);
}

std::string value(const std::string& text, std::string_view option = "a") {
  const Document document = parse(text);
  const OptionText* const found = document.find_option("s", option);
  return found == nullptr ? "(none)" : std::string(found->value);
}

std::vector<std::string> section_names(const std::string& text) {
  std::vector<std::string> names;
  const Document document = parse(text);
  for (const SectionText& section : document.sections()) names.emplace_back(section.name);
  return names;
}

TEST(Document, HoldsWhatItWasGiven) {
  const Document document = parse("# c\r\n[s]\nMy-Signal: x\n  y\n");
  EXPECT_EQ(document.name(), "aio.conf");
  EXPECT_EQ(document.text(), "# c\r\n[s]\nMy-Signal: x\n  y\n");
  ASSERT_EQ(document.sections().size(), 1U);
  EXPECT_EQ(document.sections()[0].line, 2U);
  const OptionText& option = document.sections()[0].options.at(0);
  EXPECT_EQ(option.name, "my-signal");
  EXPECT_EQ(option.written, "My-Signal");
  EXPECT_EQ(option.value, "x\ny");
  EXPECT_EQ(option.line, 3U);
}

TEST(Document, MayBeEmpty) {
  EXPECT_THAT(section_names(""), IsEmpty());
  EXPECT_THAT(section_names("# c\n\n; d"), IsEmpty());
}

TEST(Document, StripsUnicodeWhiteSpaceAroundValues) {
  EXPECT_EQ(value("[s]\na = \u00a0x\u00a0\n"), "x");
  EXPECT_EQ(value("[s]\na = \u200bx\n"), "\u200bx");
}

TEST(Document, KnowsNoInlineComments) {
  EXPECT_EQ(value("[s]\na = 1 ; a # b\n"), "1 ; a # b");
  EXPECT_EQ(value("[s]\na = # y\n"), "# y");
  EXPECT_EQ(value("[s]\na=;\n"), ";");
  EXPECT_EQ(value("[s]\na = 1\n  2 ; c\n"), "1\n2 ; c");
}

TEST(Document, KeepsSectionNamesAsTheyAre) {
  EXPECT_THAT(
      section_names("[a]b]\n[a][b]\n[a]]\n[ a ]\n[ ]\n[50%/x:y;z#]\n[x ; y] ; c\n[t] x = 1\n"),
      ElementsAre("a]b", "a][b", "a]", " a ", " ", "50%/x:y;z#", "x ; y", "t"));
}

TEST(Document, TellsLongNamesApart) {
  const std::string fifty(50, 'n');
  EXPECT_THAT(section_names("[" + fifty + "1]\n[" + fifty + "2]\n"),
              ElementsAre(fifty + "1", fifty + "2"));
  EXPECT_EQ(value("[s]\n" + fifty + "1 = x\n" + fifty + "2 = y\n", fifty + "2"), "y");
}

TEST(Document, SplitsAtTheFirstSign) {
  EXPECT_EQ(value("[s]\na:b=c\n"), "b=c");
  EXPECT_EQ(value("[s]\na = b:c\n"), "b:c");
  EXPECT_EQ(value("[s]\nfoo[bg] = x\n", "foo[bg]"), "x");
  EXPECT_EQ(value("[s]\nu r l=http://h:1\n", "u r l"), "http://h:1");
  EXPECT_EQ(value("[s]\n[a = 1\n", "[a"), "1");
  EXPECT_EQ(value("[s]\na =\n"), "");
}

TEST(Document, JoinsLinesOfAValue) {
  EXPECT_EQ(value("[s]\na = 1\n  b = 2\n"), "1\nb = 2");
  EXPECT_EQ(value("[s]\na = 1\n\n  2\n"), "1\n\n2");
  EXPECT_EQ(value("[s]\na = a\n  ; no\n  b\n"), "a\nb");
  EXPECT_EQ(value("[s]\na =\n\n  x\n"), "\n\nx");
  EXPECT_EQ(value("[s]\na = 1\n\n\n# c\n\n  2\n"), "1\n\n\n\n2");
  EXPECT_EQ(value("[s]\na = 1\n  [b]\n"), "1\n[b]");
  EXPECT_EQ(value("[s]\na = 1\n\n\nb = 2\n"), "1");
}

TEST(Document, HasNoLimitOnLines) {
  const std::string megabyte(1 << 20, 'x');
  EXPECT_TRUE(value("[s]\na = " + megabyte + "\n") == megabyte);
  EXPECT_TRUE(value("[s]\na = 1\n " + megabyte + " ; y\n") == "1\n" + megabyte + " ; y");
  EXPECT_EQ(value("[s]\n" + megabyte + " = 1\n", megabyte), "1");
  EXPECT_THAT(section_names("[" + megabyte + "]\n"), ElementsAre(megabyte));
}

TEST(Document, HasNoLimitOnCounts) {
  std::string text = "[s]\na = 0\n";
  std::string expected = "0";
  for (int i = 0; i < 5000; ++i) {
    text += "  x\n";
    expected += "\nx";
  }
  EXPECT_EQ(value(text), expected);
  text.clear();
  for (int i = 0; i < 50'000; ++i) text += "[s" + std::to_string(i) + "]\nk = v\n";
  EXPECT_EQ(parse(text).sections().size(), 50'000U);
  text = "[s]\n";
  for (int i = 0; i < 50'000; ++i) text += "k" + std::to_string(i) + " = v\n";
  EXPECT_EQ(value(text, "k49999"), "v");
}

TEST(Document, RefusesDuplicates) {
  EXPECT_EQ(problems_of("[s]\n[t]\n[s]\n"), "aio.conf:3: section [s] is already at line 1");
  EXPECT_EQ(problems_of("[s]\nKey = 1\n[t]\nkey = 1\nkEY = 2\n"),
            "aio.conf:5: 'key' is already at line 4");
}

TEST(Document, TellsADuplicateOfAnyNameOnOneShortLine) {
  const std::string name = "\x1b[2J" + std::string(1000, 'x');
  EXPECT_EQ(problems_of("[s]\n" + name + "= 1\n" + name + "= 2\n"),
            "aio.conf:3: '\\x1b[2j" + std::string(156, 'x') + "...' is already at line 2");
}

TEST(Document, TellsCaseAndBlanksApartInSections) {
  EXPECT_THAT(section_names("[s]\n[S]\n[ s]\n"), ElementsAre("s", "S", " s"));
}

TEST(Document, LetsDefaultBeOpenedAgain) {
  const Document document = parse("[DEFAULT]\na = 1\n[s]\n[DEFAULT]\nb = 2\n[default]\n");
  EXPECT_EQ(document.sections().size(), 3U);
  EXPECT_EQ(document.find_option("DEFAULT", "B")->value, "2");
  EXPECT_EQ(problems_of("[DEFAULT]\na = 1\n[DEFAULT]\na = 2\n"),
            "aio.conf:4: 'a' is already at line 2");
}

TEST(Document, ADefaultSectionOpenedAgainKnowsEachOptionThatItHas) {
  std::string text;
  for (int i = 0; i < 100; ++i) text += "[DEFAULT]\nk" + std::to_string(i) + " = 1\n";
  EXPECT_EQ(parse(text).find_section("DEFAULT")->options.size(), 100u);
  EXPECT_EQ(problems_of(text + "[DEFAULT]\nk7 = 2\nk100 = 2\nk99 = 2\n"),
            "aio.conf:202: 'k7' is already at line 16\n"
            "aio.conf:204: 'k99' is already at line 200");
}

TEST(Document, GathersAllItsMistakes) {
  EXPECT_EQ(problems_of("x = 1\ny = 2\n[s]\njunk\n= v\na = 1\na = 2\n  more\n[s]\n"),
            "aio.conf:1: no section header before this line, expected [section]\n"
            "aio.conf:4: this is no option, expected 'name = value'\n"
            "aio.conf:5: this is no option, expected 'name = value'\n"
            "aio.conf:7: 'a' is already at line 6\n"
            "aio.conf:9: section [s] is already at line 3");
}

TEST(Document, TakesASecondOptionWithoutANameForADuplicate) {
  EXPECT_EQ(problems_of("[s]\n= 1\n[t]\n: 2\n[DEFAULT]\n= 3\njunk\n[DEFAULT]\n  = 4\n"),
            "aio.conf:2: this is no option, expected 'name = value'\n"
            "aio.conf:4: this is no option, expected 'name = value'\n"
            "aio.conf:6: this is no option, expected 'name = value'\n"
            "aio.conf:7: this is no option, expected 'name = value'\n"
            "aio.conf:9: an option without a name is already at line 6, expected 'name = value'");
}

TEST(Document, DoesNotSkipAByteOrderMark) {
  EXPECT_EQ(problems_of("\ufeff[s]\n"),
            "aio.conf:1: no section header before this line, expected [section]");
  EXPECT_EQ(value("[s]\n\ufeffk = v\n", "\ufeffk"), "v");
}

TEST(Document, RefusesWhatIsNotUtf8) {
  EXPECT_EQ(problems_of("[s]\na = 1\r\nb = \xff\n"), "aio.conf:3: this is not UTF-8 text");
  EXPECT_EQ(problems_of("\xc0\xaf"), "aio.conf:1: this is not UTF-8 text");        // overlong
  EXPECT_EQ(problems_of("\n\xed\xa0\x80"), "aio.conf:2: this is not UTF-8 text");  // a surrogate
}

TEST(Document, RefusesNul) {
  EXPECT_EQ(problems_of(std::string("[s]\na = \0\n", 10)),
            "aio.conf:2: a NUL byte cannot be part of a configuration");
}

TEST(Document, StillHoldsATextWithMistakes) {
  Problems problems;
  const Document document = Document::parse("aio.conf", "[s]\na = 1\njunk\n", problems);
  EXPECT_EQ(document.text(), "[s]\na = 1\njunk\n");
  EXPECT_EQ(document.find_option("s", "a")->value, "1");
}

}  // namespace
}  // namespace aio::conf

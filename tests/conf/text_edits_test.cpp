// SPDX-License-Identifier: MIT
#include "conf/text_edits.hpp"

#include <string>
#include <utility>

#include <gmock/gmock.h>

#include "conf/document.hpp"
#include "tests/conf/odd_texts.hpp"

namespace aio::conf {
namespace {

Document parsed(const std::string& text) {
  Problems problems;
  Document document = Document::parse("aio.conf", text, problems);
  EXPECT_EQ(rendered(problems), "");
  return document;
}

/// The text after the edit, or the Problem.
std::string set(const std::string& text,
                std::string_view section,
                std::string_view option,
                std::string_view value) {
  Document document = parsed(text);
  const std::optional<Problem> problem = document.set(section, option, value);
  if (!problem) return document.text();
  EXPECT_EQ(document.text(), text);
  return rendered(*problem);
}

std::string unset(const std::string& text, std::string_view section, std::string_view option) {
  Document document = parsed(text);
  const std::optional<Problem> problem = document.unset(section, option);
  return problem ? rendered(*problem) : document.text();
}

TEST(Set, ReplacesAValueAndNothingElse) {
  EXPECT_EQ(set("# head\n[s]\n  Key  :   old ; x\n\n# tail\n", "s", "key", "new"),
            "# head\n[s]\n  Key  :   new\n\n# tail\n");
  EXPECT_EQ(set("[s]\na=1\n", "s", "A", "2"), "[s]\na=2\n");
  EXPECT_EQ(set("[s]\na =\n", "s", "a", "2"), "[s]\na = 2\n");
  EXPECT_EQ(set("[s]\na = 1\n", "s", "a", ""), "[s]\na =\n");
}

TEST(Set, TakesValuesVerbatim) {
  for (const char* const value :
       {"[\"x\"]", "-1", "-g", "=x", ":x", "# y", ";", "${a", "C:\\new", "é", "[b]"}) {
    const Document document = parsed(set("[s]\na = 1\nb = 2\n", "s", "a", value));
    EXPECT_EQ(document.find_option("s", "a")->value, value);
  }
}

TEST(Set, WritesSeveralLinesDeeperThanTheOption) {
  EXPECT_EQ(set("[s]\n  a = 1\n  b = 2\n", "s", "a", "x\n\ny"), "[s]\n  a = x\n\n  \ty\n  b = 2\n");
  EXPECT_EQ(set("[s]\na = 1\n    2\n", "s", "a", "\nx\ny"), "[s]\na =\n    x\n    y\n");
  EXPECT_EQ(set("", "listen/example", "example-signal", "my.listener\nmy.listener2"),
            "[listen/example]\nexample-signal = my.listener\n\tmy.listener2\n");
}

TEST(Set, KeepsCommentsWithinTheOldValueAndItsTail) {
  EXPECT_EQ(set("[s]\na = 1\n  # c\n\n  2\n  ; d\n  3\n\n  # e\nb = 1\n", "s", "a", "x\ny"),
            "[s]\na = x\n  # c\n  y\n  ; d\n\n  # e\nb = 1\n");
}

TEST(Set, LeavesAnOptionAloneThatHasTheValue) {
  const std::string text = "[s]\na  =  x  \n  # c\n\n  ; d\n  y\n";
  EXPECT_EQ(set(text, "s", "A", "x\n\ny"), text);
}

TEST(Set, IsNotTakenInByCommentsAndContinuations) {
  EXPECT_EQ(set("[s]\n# x = 1\na = 1\n  x = 2\n  [b]\n", "s", "x", "3"),
            "[s]\n# x = 1\na = 1\n  x = 2\n  [b]\nx = 3\n");
  EXPECT_EQ(set("[s]\na = 1\n  [b]\n", "b", "x", "3"), "[s]\na = 1\n  [b]\n\n[b]\nx = 3\n");
}

TEST(Set, PutsANewOptionBehindTheLastOne) {
  EXPECT_EQ(set("[s]\na = 1\n  2\n\n# about t\n[t]\n", "s", "My-Signal", "x"),
            "[s]\na = 1\n  2\nMy-Signal = x\n\n# about t\n[t]\n");
}

TEST(Set, GivesANewOptionTheIndentationOfItsNeighbours) {
  EXPECT_EQ(set("[s]\n  a = 1\n  [t]\n", "s", "b", "2"), "[s]\n  a = 1\n  b = 2\n  [t]\n");
  EXPECT_EQ(set("[s]\n [t]\n", "s", "b", "2"), "[s]\n b = 2\n [t]\n");
  EXPECT_EQ(set("[s]\n\n # c\n\t[t]\n", "s", "b", "2"), "[s]\n\tb = 2\n\n # c\n\t[t]\n");
}

TEST(Set, MakesASectionThatIsMissing) {
  EXPECT_EQ(set("[s]\na = 1\n", "t", "b", "2"), "[s]\na = 1\n\n[t]\nb = 2\n");
  EXPECT_EQ(set("", "aio", "log_level", "DEBUG"), "[aio]\nlog_level = DEBUG\n");
  EXPECT_EQ(set("", "a]b", "c", "d"), "[a]b]\nc = d\n");
}

TEST(Set, WorksInDefault) {
  EXPECT_EQ(set("[s]\n", "DEFAULT", "a", "1"), "[s]\n\n[DEFAULT]\na = 1\n");
  EXPECT_EQ(set("[DEFAULT]\na = 1\n[s]\n[DEFAULT]\nb = 2\n", "DEFAULT", "a", "3"),
            "[DEFAULT]\na = 3\n[s]\n[DEFAULT]\nb = 2\n");
}

TEST(Set, KeepsTheLineEndsOfTheFile) {
  EXPECT_EQ(set("[s]\r\na = 1\r\n", "s", "a", "x\ny"), "[s]\r\na = x\r\n\ty\r\n");
  EXPECT_EQ(set("[s]\r\na = 1", "t", "b", "2"), "[s]\r\na = 1\r\n\r\n[t]\r\nb = 2");
  EXPECT_EQ(set("[s]\na = 1", "s", "b", "2"), "[s]\na = 1\nb = 2");
  EXPECT_EQ(set("[s]\na = 1", "s", "a", "x\ny"), "[s]\na = x\n\ty");
  EXPECT_EQ(set("[s]", "s", "a", "1"), "[s]\na = 1");
}

TEST(Set, RefusesWhatNoFileCanHold) {
  EXPECT_EQ(set("", "", "a", "1"), "aio.conf: a section needs a name");
  EXPECT_EQ(set("", "s\nt", "a", "1"), "aio.conf: a section's name is one line of UTF-8 text");
  EXPECT_EQ(set("", "s", "", "1"), "aio.conf: an option needs a name");
  EXPECT_EQ(set("", "s", "a=b", "1"), "aio.conf: an option's name has no '=', ':' or line end");
  EXPECT_EQ(set("", "s", "a\nb", "1"), "aio.conf: an option's name has no '=', ':' or line end");
  EXPECT_EQ(set("", "s", "#a", "1"), "aio.conf: an option's name cannot begin like a comment");
  EXPECT_EQ(set("", "s", "[a]", "1"), "aio.conf: an option's name cannot look like a [section]");
  EXPECT_EQ(set("", "s", " a", "1"),
            "aio.conf: an option's name cannot begin or end with white space");
}

TEST(Set, RefusesAValueThatWouldBeReadAsAnother) {
  const std::string text = "[s]\nb = 1\na = 1\n";
  EXPECT_EQ(set(text, "s", "a", " x"),
            "aio.conf:3: white space around a value's line would be lost");
  EXPECT_EQ(set(text, "s", "a", "x\n"), "aio.conf:3: line ends behind a value would be lost");
  EXPECT_EQ(set(text, "s", "a", "x\n# y"),
            "aio.conf:3: a value's further line that begins with '#' or ';' would be a comment");
  EXPECT_EQ(set(text, "s", "a", "x\ry"),
            "aio.conf:3: a value is UTF-8 text without NUL and carriage return");
  EXPECT_EQ(set(text, "s", "a", "\xff"),
            "aio.conf:3: a value is UTF-8 text without NUL and carriage return");
  EXPECT_EQ(set(text, "s", "a", std::string_view("\0", 1)),
            "aio.conf:3: a value is UTF-8 text without NUL and carriage return");
}

TEST(Set, RefusesWhatOnlyTogetherIsAHeader) {
  EXPECT_EQ(set("[s]\n", "s", "[a", "x]"),
            "aio.conf: this cannot be written so that it is read back as it is");
}

TEST(Set, RefusesATextWithMistakes) {
  Problems problems;
  Document document = Document::parse("aio.conf", "[s]\njunk\n", problems);
  EXPECT_EQ(document.set("s", "a", "1"), problems.at(0));
  EXPECT_EQ(document.unset("s", "a"), problems.at(0));
  EXPECT_EQ(document.text(), "[s]\njunk\n");
}

TEST(Unset, TakesOutTheOptionWithItsLines) {
  EXPECT_EQ(unset("[s]\na = 1\n  2\n\n  3\nb = 1\n", "s", "A"), "[s]\nb = 1\n");
  EXPECT_EQ(unset("[s]\na = 1\n", "s", "a"), "[s]\n");
}

TEST(Unset, KeepsComments) {
  EXPECT_EQ(unset("[s]\n# of a\na = 1\n  # c\n  2\n\n# of b\nb = 1\n", "s", "a"),
            "[s]\n# of a\n  # c\n\n# of b\nb = 1\n");
}

TEST(Unset, LeavesTheOtherLinesOfAFileWithoutALastLineEnd) {
  EXPECT_EQ(unset("[s]\na = 1\nb = 2", "s", "b"), "[s]\na = 1\n");
}

TEST(Unset, SaysWhatIsNotThere) {
  EXPECT_EQ(unset("[s]\na = 1\n", "s", "b"), "aio.conf: there is no 'b' in [s]");
  EXPECT_EQ(unset("[DEFAULT]\nb = 1\n[s]\na = 1\n", "s", "b"), "aio.conf: there is no 'b' in [s]");
}

/// What an edit of one option may not touch: all but the option's own lines.
std::string without(const std::string& text, std::string_view section, std::string_view option) {
  Document document = parsed(text);
  EXPECT_EQ(document.unset(section, option), std::nullopt);
  return document.text();
}

void expect_nothing_else_touched(const Document& before,
                                 const Document& after,
                                 std::string_view section,
                                 std::string_view option) {
  const std::string& text = before.text();
  const std::string rest = without(after.text(), section, option);
  if (before.find_option(section, option) != nullptr) {
    EXPECT_EQ(rest, without(text, section, option));
  } else {
    EXPECT_TRUE(rest.starts_with(text));
    // The one thing that may be new is a line end behind the last line, and a new section.
    const bool has_section = before.find_section(section) != nullptr;
    EXPECT_LE(rest.size(), text.size() + (has_section ? 2 : section.size() + 8));
  }
}

TEST(Set, ReadsBackAsSetAndTouchesNothingElseWhateverTheFileIs) {
  OddTexts odd(6);
  for (int done = 0; done < 2000;) {
    Problems problems;
    const Document before = Document::parse("aio.conf", odd.lines(), problems);
    const std::string section = odd.name();
    const std::string option = odd.name();
    const std::string value = odd.value();
    Document after = before;
    if (!problems.empty() || after.set(section, option, value)) continue;
    ++done;
    SCOPED_TRACE(before.text());
    ASSERT_EQ(after.find_option(section, option)->value, value);
    expect_nothing_else_touched(before, after, section, option);
    Document again = after;
    ASSERT_EQ(again.set(section, option, value), std::nullopt);
    ASSERT_EQ(again.text(), after.text());
    ASSERT_FALSE(HasFailure());
  }
}

}  // namespace
}  // namespace aio::conf

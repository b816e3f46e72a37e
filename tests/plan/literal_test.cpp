// SPDX-License-Identifier: MIT
#include "daemon/plan/literal.hpp"

#include <gmock/gmock.h>

#include <string>

namespace aio::plan {
namespace {

Literal parsed(std::string_view text) {
  const LiteralReading reading = parse_literal(text);
  EXPECT_EQ(reading.mistake, "") << text;
  return reading.literal;
}
std::string mistake(std::string_view text) {
  return parse_literal(text).mistake;
}
std::string text(std::string_view literal) {
  const Literal value = parsed(literal);
  const auto* text = std::get_if<std::string>(&value.value);
  return text ? *text : "no text";
}

TEST(Literal, ReadsTextsWithTheirEscapes) {
  EXPECT_EQ(text("'one'"), "one");
  EXPECT_EQ(text("\"it's\""), "it's");
  EXPECT_EQ(text("'a\\tb\\\\c\\'d\\x41\\u00e9\\U0001F600'"), "a\tb\\c'dAé😀");
  EXPECT_EQ(text("'C:\\qx'"), "C:\\qx") << "an unknown escape stays";
  EXPECT_EQ(text("r'\\n'"), "\\n");
  EXPECT_EQ(text("u'é'"), "é");
  EXPECT_EQ(text("'one' \"two\""), "onetwo");
  EXPECT_EQ(text("'''it's\nlong'''"), "it's\nlong");
  EXPECT_EQ(text("''"), "");
}

TEST(Literal, ReadsNumbers) {
  EXPECT_EQ(parsed("10").value, Literal{std::int64_t{10}}.value);
  EXPECT_EQ(parsed("-0x1F").value, Literal{std::int64_t{-31}}.value);
  EXPECT_EQ(parsed("0o17").value, Literal{std::int64_t{15}}.value);
  EXPECT_EQ(parsed("1_000_000").value, Literal{std::int64_t{1'000'000}}.value);
  EXPECT_EQ(parsed("2.5e3").value, Literal{2500.0}.value);
  EXPECT_EQ(parsed("0").value, Literal{std::int64_t{0}}.value);
}

TEST(Literal, ReadsConstantsAndTheFewNames) {
  EXPECT_EQ(parsed("None").value, Literal{Literal::None()}.value);
  EXPECT_EQ(parsed("True").value, Literal{true}.value);
  EXPECT_EQ(parsed("sys.stdout").value, Literal{Literal::Name{"sys.stdout"}}.value);
  EXPECT_EQ(parsed("LOG_USER").value, Literal{Literal::Name{"LOG_USER"}}.value);
  EXPECT_EQ(parsed("handlers.SysLogHandler.LOG_LOCAL0").value,
            Literal{Literal::Name{"LOG_LOCAL0"}}.value);
}

TEST(Literal, ReadsTuplesListsAndDicts) {
  const Literal pair{Literal::Sequence{{Literal{std::string("a")}, Literal{std::int64_t{1}}}}};
  EXPECT_EQ(parsed("('a', 1)"), pair);
  EXPECT_EQ(parsed(" ( 'a' , 1 , ) "), pair);
  EXPECT_EQ(parsed("['a', 1]"), pair);
  EXPECT_EQ(parsed("()"), Literal{Literal::Sequence()});
  EXPECT_EQ(parsed("('a',)"), Literal{Literal::Sequence{{Literal{std::string("a")}}}});
  EXPECT_EQ(text("('a')"), "a") << "brackets alone make no tuple";
  EXPECT_EQ(std::get<Literal::Sequence>(parsed("(('a', 1),)").value).items,
            std::vector<Literal>(1, pair));
  EXPECT_EQ(parsed("{'k': 1,}"), (Literal{Literal::Dict{{{"k", Literal{std::int64_t{1}}}}}}));
}

TEST(Literal, SaysWhatIsWrong) {
  EXPECT_EQ(mistake(""), "a value is missing");
  EXPECT_EQ(mistake("('a'"), "',' or ')' is missing at the end");
  EXPECT_EQ(mistake("('a' 1)"), "',' or ')' is missing before '1)'");
  EXPECT_EQ(mistake("'a"), "a text has no end");
  EXPECT_EQ(mistake("'a', 'b'"), "', 'b'' behind the value");
  EXPECT_EQ(mistake("12x"), "'12x' is no number");
  EXPECT_EQ(mistake("010"), "'010' is no number");
  EXPECT_EQ(mistake("1 + 1"), "'+ 1' behind the value");
  EXPECT_EQ(mistake("{1: 2}"), "a key is not a text");
  EXPECT_EQ(mistake("'\\q\\xZZ'"), "a '\\' in a text is not understood");
  EXPECT_EQ(mistake("(,)"), "',)' is no value");
}

TEST(Literal, EvaluatesNothing) {
  const std::string rest =
      "' is no value, expected a text in quotes, a number, True, False, None, sys.stdout, "
      "sys.stderr or a LOG_ name";
  EXPECT_EQ(mistake("os.environ"), "'os.environ" + rest);
  EXPECT_EQ(mistake("open('x')"), "'open" + rest);
  EXPECT_EQ(mistake("sys.exit()"), "'sys.exit" + rest);
  EXPECT_EQ(mistake("LOG_.x"), "'LOG_.x" + rest);
  EXPECT_EQ(mistake("__import__('os')"), "'__import__" + rest);
}

TEST(Literal, IsNotDeeperThanItsLimit) {
  EXPECT_EQ(mistake(std::string(100'000, '(')), "more than 16 levels deep");
  EXPECT_EQ(mistake(std::string(100'000, '[') + std::string(100'000, ']')),
            "more than 16 levels deep");
}

TEST(Literal, TakesNoNumberThatIsTooLarge) {
  EXPECT_EQ(mistake("99999999999999999999"), "'99999999999999999999' is no number");
  EXPECT_EQ(mistake("1e999"), "'1e999' is no number");
}

}  // namespace
}  // namespace aio::plan

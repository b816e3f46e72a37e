// SPDX-License-Identifier: MIT
#include "daemon/plan/log_format.hpp"

#include <gmock/gmock.h>

#include <string>

namespace aio::plan {
namespace {

std::string format_mistake(std::string_view text, char style = '%') {
  return parse_log_format(text, style).mistake;
}

TEST(LogFormat, ReadsKeysAndWhatStandsBetween) {
  const auto reading = parse_log_format("%(asctime)s %% %(lineno)05d", '%');
  EXPECT_EQ(reading.mistake, "");
  const auto& pieces = reading.format.pieces;
  ASSERT_EQ(pieces.size(), 3);
  EXPECT_EQ(pieces[0].key, LogKey::asctime);
  EXPECT_EQ(pieces[1].literal, " % ");
  EXPECT_EQ(pieces[2].key, LogKey::lineno);
  EXPECT_EQ(pieces[2].field.width, 5);
  EXPECT_EQ(pieces[2].field.fill, "0");
  EXPECT_EQ(pieces[2].field.type, 'd');
}

TEST(LogFormat, KnowsEveryKeyOfPythons) {
  for (const std::string key :
       {"asctime", "created",    "filename", "funcName",    "levelname",
        "levelno", "lineno",     "message",  "module",      "msecs",
        "name",    "pathname",   "process",  "processName", "relativeCreated",
        "thread",  "threadName", "fields",   "item",        "run"})
    EXPECT_EQ(format_mistake("%(" + key + ")s"), "") << key;
}

TEST(LogFormat, SaysWhatIsWrong) {
  EXPECT_EQ(format_mistake("%(mesage)s"), "unknown key 'mesage', did you mean 'message'?");
  EXPECT_EQ(format_mistake("%(colour)s"), "unknown key 'colour'");
  EXPECT_EQ(format_mistake("text"), "has no key such as message");
  EXPECT_EQ(format_mistake("100% %(message)s"), "a lone '%', expected %% or %(KEY)s");
  EXPECT_EQ(format_mistake("%(message"), "'%(' without a ')'");
  EXPECT_EQ(format_mistake("%(message)"), "'%(message)' without a type such as s or d");
  EXPECT_EQ(format_mistake("%(message)q"), "'%(message)' without a type such as s or d");
  EXPECT_EQ(format_mistake("%(message)d"), "'message' is text, expected the type s");
  EXPECT_EQ(format_mistake("%(message)99999s"), "a width or precision above 1000");
  EXPECT_EQ(format_mistake("%(message)*s"), "'%(message)' without a type such as s or d");
}

TEST(LogFormat, ReadsStrFormatsStyle) {
  const auto reading = parse_log_format("{levelname:<8} {{x}} {message} {created:.3f}", '{');
  EXPECT_EQ(reading.mistake, "");
  EXPECT_EQ(reading.format.pieces.at(0).field.width, 8);
  EXPECT_EQ(reading.format.pieces.at(1).literal, " {x} ");
  EXPECT_EQ(reading.format.pieces.at(4).field.precision, 3);
  EXPECT_EQ(format_mistake("{message", '{'),
            "'{message' is not followed by '}' or by a known ':SPEC'");
  EXPECT_EQ(format_mistake("{message!r}", '{'),
            "'{message' is not followed by '}' or by a known ':SPEC'");
  EXPECT_EQ(format_mistake("}", '{'), "a lone '}', expected }}");
  EXPECT_EQ(format_mistake("{}", '{'), "unknown key ''");
  EXPECT_EQ(format_mistake("{message:d}", '{'), "'message' is text, expected the type s");
}

TEST(LogFormat, ReadsStringTemplatesStyle) {
  const auto reading = parse_log_format("$$ $levelname: ${message}", '$');
  EXPECT_EQ(reading.mistake, "");
  EXPECT_EQ(reading.format.pieces.at(0).literal, "$ ");
  EXPECT_EQ(reading.format.pieces.at(1).key, LogKey::levelname);
  EXPECT_EQ(reading.format.pieces.at(3).key, LogKey::message);
  EXPECT_EQ(format_mistake("$ x", '$'), "a lone '$', expected $$, $KEY or ${KEY}");
  EXPECT_EQ(format_mistake("${message", '$'), "'${' without a '}'");
}

}  // namespace
}  // namespace aio::plan

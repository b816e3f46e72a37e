// SPDX-License-Identifier: MIT
#include "conf/values.hpp"

#include <gmock/gmock.h>

using namespace std::chrono_literals;

namespace aio::conf {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;

TEST(ParseSpan, TakesABareNumberAsSeconds) {
  EXPECT_EQ(parse_span("2"), 2s);
  EXPECT_EQ(parse_span("1.5"), 1500ms);
  EXPECT_EQ(parse_span(" .25 "), 250ms);
  EXPECT_EQ(parse_span("0"), 0s);
}

TEST(ParseSpan, KnowsTheUnitsOfSystemd) {
  EXPECT_EQ(parse_span("500ms"), 500ms);
  EXPECT_EQ(parse_span("7us"), 7us);
  EXPECT_EQ(parse_span("7µs"), 7us);
  EXPECT_EQ(parse_span("10s"), 10s);
  EXPECT_EQ(parse_span("2 minutes"), 2min);
  EXPECT_EQ(parse_span("1d"), 24h);
  EXPECT_EQ(parse_span("1w"), 168h);
  EXPECT_EQ(parse_span("1M"), Span(2'630'016'000'000));
  EXPECT_EQ(parse_span("1y"), Span(31'557'600'000'000));
}

TEST(ParseSpan, AddsUpItsParts) {
  EXPECT_EQ(parse_span("1h 30min"), 90min);
  EXPECT_EQ(parse_span("1h30min"), 90min);
  EXPECT_EQ(parse_span("1 s 500 ms"), 1500ms);
  EXPECT_EQ(parse_span("1.5h"), 90min);
}

TEST(ParseSpan, RefusesEverythingElse) {
  for (const char* const text :
       {"", " ", "-1", "+1", "5 parsecs", "s", ".", "3.", "3.s", "1,5", "1e3", "0x10", "infinity",
        "1 h min", "1S", "9223372036855", "99999999999999999999", "300000y"}) {
    EXPECT_EQ(parse_span(text), std::nullopt) << text;
  }
}

TEST(ParseSpan, ReadsTheLongestSpanThereIs) {
  EXPECT_EQ(parse_span("9223372036854.775807"), Span::max());
  EXPECT_EQ(parse_span("9223372036854.775808"), std::nullopt);
}

TEST(ParseSpan, DropsWhatIsLessThanAMicrosecond) {
  EXPECT_EQ(parse_span("0.0000019"), 1us);
}

TEST(RenderedSpan, IsReadBackAsItIs) {
  EXPECT_EQ(rendered_span(90min), "1h 30min");
  EXPECT_EQ(rendered_span(1500ms), "1s 500ms");
  EXPECT_EQ(rendered_span(0s), "0");
  for (const Span span : {Span(1), Span(1'000'001), Span(604'800'000'000), Span::max()}) {
    EXPECT_EQ(parse_span(rendered_span(span)), span);
  }
}

TEST(ParseBoolean, KnowsPythonsWords) {
  for (const char* const yes : {"1", "yes", "True", "ON"}) EXPECT_EQ(parse_boolean(yes), true);
  for (const char* const no : {"0", "no", "False", "OFF"}) EXPECT_EQ(parse_boolean(no), false);
  for (const char* const other : {"", "2", "y", "ja"})
    EXPECT_EQ(parse_boolean(other), std::nullopt);
}

TEST(ParseCount, TakesDigitsWithinItsBounds) {
  EXPECT_EQ(parse_count("0", 0, 65535), 0U);
  EXPECT_EQ(parse_count("65535", 0, 65535), 65535U);
  for (const char* const other :
       {"", "65536", "-1", "+1", "1.0", " 1", "0x1", "1a", "99999999999999999999"}) {
    EXPECT_EQ(parse_count(other, 0, 65535), std::nullopt) << other;
  }
  EXPECT_EQ(parse_count("0", 1, 10), std::nullopt);
}

TEST(ParseLevel, KnowsPythonsNames) {
  EXPECT_EQ(parse_level("DEBUG"), Level::debug);
  EXPECT_EQ(parse_level("CRITICAL"), Level::critical);
  EXPECT_EQ(parse_level("NOTSET"), Level::notset);
  EXPECT_EQ(parse_level("WARN"), Level::warning);
  EXPECT_EQ(parse_level("FATAL"), Level::critical);
  EXPECT_EQ(parse_level("debug"), std::nullopt);
  EXPECT_EQ(parse_level("LOUD"), std::nullopt);
}

TEST(ParseList, TakesOneEntryALine) {
  EXPECT_THAT(parse_list("\n a\n\nb c \n"), ElementsAre("a", "b c"));
  EXPECT_THAT(parse_list("one"), ElementsAre("one"));
  EXPECT_THAT(parse_names(" a, b ,,\n c\n"), ElementsAre("a", "b", "c"));
  EXPECT_THAT(parse_list("a, b"), ElementsAre("a, b"));
  EXPECT_THAT(parse_list(" \n"), IsEmpty());
}

TEST(Values, ASpanRangeHasTwoSpansAndTheLongerOneLast) {
  const auto range = parse_span_range("1s..1min 30s");
  ASSERT_TRUE(range);
  EXPECT_EQ(range->first, 1s);
  EXPECT_EQ(range->last, 90s);
  EXPECT_EQ(parse_span_range(" 500ms .. 2 ")->last, 2s);
  EXPECT_EQ(parse_span_range("1.5")->first, 1500ms);
  EXPECT_EQ(parse_span_range("1.5")->last, 1500ms);
  for (const char* wrong : {"", "..", "1..", "..1", "0..1", "2..1", "1...2", "1..2..3", "a..b"})
    EXPECT_FALSE(parse_span_range(wrong)) << wrong;
}

}  // namespace
}  // namespace aio::conf

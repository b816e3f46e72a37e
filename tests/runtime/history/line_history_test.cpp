// SPDX-License-Identifier: MIT
#include "daemon/runtime/history/line_history.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <string>
#include <thread>
#include <vector>

namespace aio::runtime {
namespace {

using testing::ElementsAre;

log::Record record(std::string item, std::string text, std::uint64_t run = 0) {
  return {.level = log::Level::warning,
          .text = std::move(text),
          .logger = "my.app",
          .item = std::move(item),
          .run = run};
}

std::vector<std::string> texts(const LineHistory& history, std::string_view item) {
  std::vector<std::string> texts;
  for (const LineSnapshot& line : history.lines(item)) texts.push_back(line.text);
  return texts;
}

TEST(LineHistory, KeepsWhatALineSays) {
  LineHistory history;
  history.add(record("schedule/beat", "hello", 7));
  const LineSnapshot line = history.lines("schedule/beat").at(0);
  EXPECT_EQ(line.level, log::Level::warning);
  EXPECT_EQ(line.logger, "my.app");
  EXPECT_EQ(line.text, "hello");
  EXPECT_EQ(line.run, 7U);
}

TEST(LineHistory, AnItemHasItsLastLinesTheNewestFirst) {
  LineHistory history({.lines = 3});
  for (const char* text : {"1", "2", "3", "4"}) history.add(record("schedule/beat", text));
  EXPECT_THAT(texts(history, "schedule/beat"), ElementsAre("4", "3", "2"));
  EXPECT_THAT(texts(history, "schedule/other"), ElementsAre());
}

TEST(LineHistory, LinesOfNoItemAreTheRunnersAndStay) {
  LineHistory history;
  history.add(record("", "ready"));
  history.add(record("schedule/beat", "hello"));
  history.forget_if([](std::string_view) { return true; });
  EXPECT_THAT(texts(history, ""), ElementsAre("ready"));
  EXPECT_THAT(texts(history, "schedule/beat"), ElementsAre());
}

TEST(LineHistory, ALineIsCutBeforeTheCharacterThatIsTooMuch) {
  LineHistory history;
  history.add(record("", std::string(511, 'x') + "\u00e9"));
  EXPECT_THAT(texts(history, ""), ElementsAre(std::string(511, 'x')));
}

TEST(LineHistory, TheItemThatLoggedLongestAgoMakesRoom) {
  LineHistory history({.items = 2});
  for (const char* item : {"a", "b", "a", "c"}) history.add(record(item, item));
  EXPECT_THAT(texts(history, "a"), ElementsAre("a", "a"));
  EXPECT_THAT(texts(history, "b"), ElementsAre());
  EXPECT_THAT(texts(history, "c"), ElementsAre("c"));
}

TEST(LineHistory, LongLinesOfManyItemsPushTheOldestOut) {
  LineHistory history({.bytes = 1000});
  for (const char* item : {"a", "b", "a"}) history.add(record(item, std::string(300, *item)));
  EXPECT_EQ(history.lines("b").size(), 1U);
  history.add(record("c", std::string(300, 'c')));
  EXPECT_EQ(history.lines("a").size(), 2U);
  EXPECT_THAT(texts(history, "b"), ElementsAre()) << "which logged longest ago";
}

TEST(LineHistory, ARingThatGoesRoundCountsEachLineOnce) {
  LineHistory history({.lines = 2, .bytes = 1000});
  for (int i = 0; i < 50; ++i) history.add(record("a", std::string(300, 'a')));
  history.add(record("b", std::string(300, 'b')));
  EXPECT_EQ(history.lines("a").size(), 2U);
}

TEST(LineHistory, AnyThreadMayAddALineWhileAnotherLooks) {
  LineHistory history({.items = 3});
  std::vector<std::thread> threads;
  for (const char* item : {"a", "b", "c", "d"})
    threads.emplace_back([&history, item] {
      for (int i = 0; i < 1000; ++i) history.add(record(item, item));
    });
  for (int i = 0; i < 1000; ++i)
    for (const std::string& text : texts(history, "a")) EXPECT_EQ(text, "a");
  history.forget_if([](std::string_view item) { return item == "b"; });
  for (std::thread& thread : threads) thread.join();
  std::size_t lines = 0;
  for (const char* item : {"a", "b", "c", "d"}) {
    for (const std::string& text : texts(history, item)) EXPECT_EQ(text, item);
    lines += history.lines(item).size();
  }
  EXPECT_GE(lines, 3U);
  EXPECT_LE(lines, 30U);
}

}  // namespace
}  // namespace aio::runtime

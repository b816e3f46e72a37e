// SPDX-License-Identifier: MIT
#include "daemon/runtime/history/run_history.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <string>
#include <vector>

#include "tests/runtime/allocations.hpp"

namespace aio::runtime {
namespace {

using namespace std::chrono_literals;
using Result = Outcome::Result;
using testing::ElementsAre;

constexpr TimePoint start{1h};

/// What is remembered of an item, in words: "3 ok due", the newest first.
class RunHistoryOf : public testing::Test {
 protected:
  void begin(std::string_view item, std::uint64_t id) {
    history.run_started({item, id, "due", start});
  }
  void end(std::string_view item,
           std::uint64_t id,
           Result result = Result::ok,
           std::string_view error = "") {
    history.run_ended({item, id, "due", result, error, start, 5ms});
  }
  void run(std::string_view item, std::uint64_t id) {
    begin(item, id);
    end(item, id);
  }
  std::vector<std::string> of(std::string_view item) const {
    std::vector<std::string> words;
    for (const RunSnapshot& run : history.runs(item))
      words.push_back(std::to_string(run.id) + " " + run.outcome +
                      (run.error.empty() ? "" : ": " + run.error));
    return words;
  }

  Observer nobody;
  RunHistory history{nobody};
};

TEST_F(RunHistoryOf, ARunIsOnUntilItHasEnded) {
  begin("schedule/beat", 7);
  EXPECT_THAT(of("schedule/beat"), ElementsAre("7 running"));
  EXPECT_EQ(history.runs("schedule/beat")[0].took, 0ns);
  end("schedule/beat", 7);
  EXPECT_THAT(of("schedule/beat"), ElementsAre("7 ok"));
  const RunSnapshot run = history.runs("schedule/beat")[0];
  EXPECT_EQ(run.cause, "due");
  EXPECT_EQ(run.started, start);
  EXPECT_EQ(run.took, 5ms);
}

TEST_F(RunHistoryOf, AnItemHasItsLastTenTheNewestFirst) {
  for (std::uint64_t id = 1; id <= 12; ++id) run("schedule/beat", id);
  EXPECT_THAT(of("schedule/beat"), ElementsAre("12 ok", "11 ok", "10 ok", "9 ok", "8 ok", "7 ok",
                                               "6 ok", "5 ok", "4 ok", "3 ok"));
}

TEST_F(RunHistoryOf, RunsThatAreOnAtOnceEndInAnyOrder) {
  for (std::uint64_t id = 1; id <= 3; ++id) begin("schedule/beat", id);
  end("schedule/beat", 2);
  end("schedule/beat", 1, Result::timeout, "took longer than 1 s");
  EXPECT_THAT(of("schedule/beat"),
              ElementsAre("3 running", "2 ok", "1 timeout: took longer than 1 s"));
}

TEST_F(RunHistoryOf, TheEndOfARunThatOutlastedTenOthersIsTold) {
  begin("schedule/beat", 1);
  for (std::uint64_t id = 2; id <= 11; ++id) run("schedule/beat", id);
  end("schedule/beat", 1, Result::failed, "late");
  EXPECT_EQ(of("schedule/beat").back(), "1 failed: late");
}

TEST_F(RunHistoryOf, AnErrorIsItsFirstLineAndBounded) {
  end("schedule/beat", 1, Result::failed, "broken\nin detail");
  EXPECT_THAT(of("schedule/beat"), ElementsAre("1 failed: broken"));
  end("schedule/beat", 2, Result::failed, std::string(255, 'x') + "\u00e9");
  EXPECT_EQ(history.runs("schedule/beat")[0].error, std::string(255, 'x'));
}

TEST_F(RunHistoryOf, AnErrorIsNotThatOfTheRunWhosePlaceAnotherTakes) {
  end("schedule/beat", 1, Result::failed, "broken");
  for (std::uint64_t id = 2; id <= 11; ++id) run("schedule/beat", id);
  EXPECT_EQ(of("schedule/beat").front(), "11 ok");
  EXPECT_EQ(of("schedule/beat").back(), "2 ok");
}

TEST_F(RunHistoryOf, TheItemThatRanLongestAgoMakesRoom) {
  run("schedule/first", 1);
  run("schedule/second", 2);
  for (std::uint64_t i = 0; i < RunHistory::most_items - 2; ++i)
    run("schedule/" + std::to_string(i), 3 + i);
  run("schedule/first", 2000);
  run("schedule/one more", 2001);
  EXPECT_THAT(of("schedule/first"), ElementsAre("2000 ok", "1 ok"));
  EXPECT_THAT(of("schedule/one more"), ElementsAre("2001 ok"));
  EXPECT_THAT(of("schedule/second"), ElementsAre());
}

TEST_F(RunHistoryOf, AnItemThatIsGoneIsForgotten) {
  run("schedule/gone", 1);
  run("schedule/stays", 2);
  history.forget_if([](std::string_view item) { return item == "schedule/gone"; });
  EXPECT_THAT(of("schedule/gone"), ElementsAre());
  EXPECT_THAT(of("schedule/stays"), ElementsAre("2 ok"));
}

TEST_F(RunHistoryOf, RunsCostNoAllocationOnceTheirItemsHaveHadTen) {
  const std::string names[] = {"schedule/a long name, the first",
                               "schedule/a long name, the second"};
  for (std::uint64_t id = 1; id <= 20; ++id) run(names[id % 2], id);
  const std::size_t before = allocations();
  for (std::uint64_t id = 21; id <= 60; ++id) run(names[id % 2], id);
  EXPECT_EQ(allocations() - before, 0U);
}

TEST_F(RunHistoryOf, AnItemThatTakesTheOldestsPlaceCostsNoAllocation) {
  const auto name = [](std::uint64_t i) { return std::to_string(1'000'000 + i); };
  std::vector<std::string> names;
  for (std::uint64_t i = 0; i < 2 * RunHistory::most_items; ++i) names.push_back(name(i));
  for (std::uint64_t i = 0; i < RunHistory::most_items; ++i) run(names[i], i + 1);
  const std::size_t before = allocations();
  for (std::uint64_t i = RunHistory::most_items; i < names.size(); ++i) run(names[i], i + 1);
  EXPECT_EQ(allocations() - before, 0U);
}

}  // namespace
}  // namespace aio::runtime

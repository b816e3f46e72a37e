// SPDX-License-Identifier: MIT
#include "ctl/wire.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace aio::ctl {
namespace {

using testing::ElementsAre;
using testing::Pair;

TEST(Wire, KeepsFactsOfEveryKnownType) {
  Snapshot snapshot;
  take_part(snapshot, {.head = {{"a", true},
                                {"b", "s"},
                                {"c", std::uint16_t{7}},
                                {"d", std::uint32_t{8}},
                                {"e", std::uint64_t{9}},
                                {"f", std::vector<std::string>{"x", "y"}}}});
  EXPECT_THAT(
      snapshot.runner,
      ElementsAre(Pair("a", Value(true)), Pair("b", Value("s")), Pair("c", Value(std::uint64_t{7})),
                  Pair("d", Value(std::uint64_t{8})), Pair("e", Value(std::uint64_t{9})),
                  Pair("f", Value(std::vector<std::string>{"x", "y"}))));
}

TEST(Wire, SplitsAnItemsNameAtTheFirstSlash) {
  Snapshot snapshot;
  take_part(snapshot, {.rows = {{"schedule/a/b", {{"runs", std::uint64_t{3}}}}}});
  ASSERT_EQ(snapshot.items.size(), 1U);
  EXPECT_EQ(snapshot.items[0].kind, "schedule");
  EXPECT_EQ(snapshot.items[0].name, "a/b");
  EXPECT_EQ(property<std::uint64_t>(snapshot.items[0].properties, "runs"), 3U);
}

TEST(Wire, PutsThePartsOfTheStatusTogether) {
  Snapshot snapshot;
  EXPECT_EQ(take_part(snapshot, {.head = {{"pid", std::uint32_t{1}}, {"next", "schedule/a"}},
                                 .rows = {{"schedule/a", {}}}}),
            "schedule/a");
  EXPECT_EQ(take_part(snapshot, {.head = {{"pid", std::uint32_t{2}}}, .rows = {{"server/b", {}}}}),
            "");
  EXPECT_THAT(snapshot.runner, ElementsAre(Pair("pid", Value(std::uint64_t{2}))));
  ASSERT_EQ(snapshot.items.size(), 2U);
  EXPECT_EQ(snapshot.items[1].kind, "server");
}

TEST(Wire, KeepsOutcomesChangesAndSectionsInOrder) {
  WireOutcomes outcomes;
  outcomes.emplace_back("m.f", "failed", "boom", 12U);
  EXPECT_EQ(outcomes_of(outcomes)[0].handler, "m.f");
  EXPECT_EQ(outcomes_of(outcomes)[0].result, "failed");
  EXPECT_EQ(outcomes_of(outcomes)[0].error, "boom");
  EXPECT_EQ(outcomes_of(outcomes)[0].duration_usec, 12U);

  WirePairs pairs;
  pairs.emplace_back("z", "1");
  pairs.emplace_back("a", "2");
  const Change change = change_of({5, pairs});
  EXPECT_EQ(change.generation, 5U);
  EXPECT_THAT(change.done, ElementsAre(Pair("z", "1"), Pair("a", "2")));

  WireSections sections;
  sections.emplace_back("s", pairs);
  EXPECT_EQ(sections_of(sections)[0].name, "s");
  EXPECT_THAT(sections_of(sections)[0].values, ElementsAre(Pair("z", "1"), Pair("a", "2")));
}

TEST(Wire, AnswersAnEmptyValueForAPropertyThatIsNotThere) {
  const Properties properties = {{"a", Value("text")}};
  EXPECT_EQ(property<std::string>(properties, "a"), "text");
  EXPECT_EQ(property<std::string>(properties, "b"), "");
  EXPECT_EQ(property<std::uint64_t>(properties, "a"), 0U) << "of another type";
}

}  // namespace
}  // namespace aio::ctl

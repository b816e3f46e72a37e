// SPDX-License-Identifier: MIT
#include "ctl/wire.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace aio::ctl {
namespace {

using testing::ElementsAre;
using testing::Pair;

sdbus::Variant variant(auto value) {
  return sdbus::Variant(value);
}

TEST(Wire, KeepsFactsOfEveryKnownType) {
  const WireProperties runner = {{"a", variant(true)},
                                 {"b", variant(std::string("s"))},
                                 {"c", variant(std::uint16_t{7})},
                                 {"d", variant(std::uint32_t{8})},
                                 {"e", variant(std::uint64_t{9})},
                                 {"f", variant(std::vector<std::string>{"x", "y"})}};
  const Snapshot snapshot = snapshot_of({runner, {}});
  EXPECT_THAT(
      snapshot.runner,
      ElementsAre(Pair("a", Value(true)), Pair("b", Value("s")), Pair("c", Value(std::uint64_t{7})),
                  Pair("d", Value(std::uint64_t{8})), Pair("e", Value(std::uint64_t{9})),
                  Pair("f", Value(std::vector<std::string>{"x", "y"}))));
}

TEST(Wire, LeavesOutWhatALaterVersionSays) {
  const WireProperties runner = {{"a", variant(1.5)}, {"b", variant(true)}};
  EXPECT_THAT(snapshot_of({runner, {}}).runner, ElementsAre(Pair("b", Value(true))));
}

TEST(Wire, SplitsAnItemsNameAtTheFirstSlash) {
  WireItems items;
  items.emplace_back("schedule/a/b", WireProperties{{"runs", variant(std::uint64_t{3})}});
  const Snapshot snapshot = snapshot_of({WireProperties(), items});
  ASSERT_EQ(snapshot.items.size(), 1U);
  EXPECT_EQ(snapshot.items[0].kind, "schedule");
  EXPECT_EQ(snapshot.items[0].name, "a/b");
  EXPECT_EQ(property<std::uint64_t>(snapshot.items[0].properties, "runs"), 3U);
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

// SPDX-License-Identifier: MIT
// Items part by part.
#include "daemon/runner/item_choice.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "tests/runner/running_app.hpp"

namespace aio::runner {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;

std::string text(const ItemName& item) {
  return std::string(word(item.kind)) + "/" + item.name;
}

std::vector<std::string> texts(const ItemPart& part) {
  std::vector<std::string> all;
  for (const ItemName& item : part.items) all.push_back(text(item));
  return all;
}

class ItemChoices : public testing::Test {
 protected:
  void start(const std::string& config) {
    app.emplace(with_modules(config));
    app->start();
  }
  void start_some() {
    start(
        "[schedule/b]\nevery = 1h\nfunc = seed.scheduler\n"
        "[schedule/a]\nevery = 1h\nfunc = seed.scheduler\n"
        "[schedule/server/a]\nevery = 1h\nfunc = seed.scheduler\n"
        "[listen/x]\nBoom = seed.listener\nalpha = seed.listener\n");
  }
  ItemPart items(const ItemChoice& choice = {}) { return app->runner().items(choice); }
  std::vector<std::string> fitting(const std::string& pattern) {
    return texts(items({.match = conf::ItemPattern(pattern)}));
  }

  std::optional<RunningApp> app;
};

TEST_F(ItemChoices, ComeInTheOrderOfKindsAndNames) {
  start_some();
  const ItemPart all = items();
  EXPECT_THAT(texts(all), ElementsAre("schedule/a", "schedule/b", "schedule/server/a",
                                      "listener/alpha", "listener/Boom", "module/seed"));
  EXPECT_FALSE(all.next);
}

TEST_F(ItemChoices, GoOnBehindTheLastOfThePartBefore) {
  start_some();
  std::vector<std::string> all;
  ItemChoice choice{.most = 1};
  for (int parts = 0; parts < 6; ++parts) {
    const ItemPart part = items(choice);
    ASSERT_EQ(part.items.size(), 1U);
    all.push_back(text(part.items[0]));
    choice.after = part.next;
  }
  EXPECT_FALSE(choice.after) << "these were the last";
  EXPECT_EQ(all, texts(items()));
}

TEST_F(ItemChoices, GoOnBehindOneThatHasGone) {
  start_some();
  EXPECT_THAT(texts(items({.after = ItemName{ItemKind::schedule, "bb"}, .most = 2})),
              ElementsAre("schedule/server/a", "listener/alpha"));
}

TEST_F(ItemChoices, AreOfOneKindOrFitAPattern) {
  start_some();
  EXPECT_THAT(texts(items({.kind = ItemKind::listener})),
              ElementsAre("listener/alpha", "listener/Boom"));
  EXPECT_THAT(fitting("*a"), ElementsAre("schedule/a", "schedule/server/a", "listener/alpha"));
  EXPECT_THAT(fitting("listener/b*"), ElementsAre("listener/Boom"));
  EXPECT_THAT(fitting("nothing*"), IsEmpty());
}

TEST_F(ItemChoices, AreFoundByTheirNames) {
  start_some();
  EXPECT_THAT(fitting("a"), ElementsAre("schedule/a"));
  EXPECT_THAT(fitting("schedule/a"), ElementsAre("schedule/a"));
  EXPECT_THAT(fitting("server/a"), ElementsAre("schedule/server/a"));
  EXPECT_THAT(fitting("bOOm"), ElementsAre("listener/Boom"));
  EXPECT_THAT(fitting("seed"), ElementsAre("module/seed"));
  EXPECT_THAT(fitting(""), IsEmpty());
}

TEST_F(ItemChoices, AreNotLookedForAmongMoreThanTenThousandAtATime) {
  std::string many;
  for (int i = 10'000; i < 20'002; ++i)
    many += "[schedule/s" + std::to_string(i) + "]\nevery = 1h\nfunc = seed.scheduler\n";
  start(many);
  ItemChoice choice{.match = conf::ItemPattern("*20001")};
  const ItemPart nothing = items(choice);
  EXPECT_THAT(texts(nothing), IsEmpty());
  ASSERT_TRUE(nothing.next);
  EXPECT_EQ(text(*nothing.next), "schedule/s19999");
  choice.after = nothing.next;
  EXPECT_THAT(texts(items(choice)), ElementsAre("schedule/s20001"));
  EXPECT_THAT(fitting("s20001"), ElementsAre("schedule/s20001")) << "a name is looked up";
}

}  // namespace
}  // namespace aio::runner

// SPDX-License-Identifier: MIT
#include <gmock/gmock.h>
#include <aio/item.hpp>
#include <aio/sleep.hpp>

#include <chrono>
#include <string>
#include <vector>

#include "tests/sdk/manual_loop.hpp"

namespace aio::tests {
namespace {

using namespace std::chrono_literals;
using testing::ElementsAre;

std::string current() {
  const Item* item = detail::current_item();
  return item == nullptr ? "nobody" : item->name;
}

/// Hears of a task's end, and does nothing about it.
class Unheard final : public Completion {
 public:
  void ended() noexcept override {}
};

TEST(ItemScope, HoldsUntilItsEndAndGivesTheOneBeforeBack) {
  const Item outer{"schedule/a", "m.a", 1};
  const Item inner{"signal/b", "m.b", 2};
  std::vector<std::string> seen{current()};
  {
    const detail::ItemScope first(&outer);
    {
      const detail::ItemScope second(&inner);
      seen.push_back(current());
    }
    seen.push_back(current());
  }
  seen.push_back(current());
  EXPECT_THAT(seen, ElementsAre("nobody", "signal/b", "schedule/a", "nobody"));
}

task<> child(std::vector<std::string>& seen) {
  co_await sleep(1s);
  seen.push_back(current());
}

task<> parent(std::vector<std::string>& seen) {
  seen.push_back(current());
  co_await child(seen);
  seen.push_back(current());
}

TEST(Item, IsTheCurrentOneInEveryPartOfATaskAndItsChildren) {
  const Item item{"schedule/a", "m.a", 1};
  std::vector<std::string> seen;
  ManualLoop loop;
  Unheard end;
  task<> work = parent(seen);
  work.start({.loop = &loop, .item = &item}, end);
  seen.push_back(current());
  loop.pass(2s);
  EXPECT_TRUE(work.done());
  EXPECT_THAT(seen, ElementsAre("schedule/a", "nobody", "schedule/a", "schedule/a"));
  EXPECT_EQ(current(), "nobody");
}

}  // namespace
}  // namespace aio::tests

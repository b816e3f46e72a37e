// SPDX-License-Identifier: MIT
#include "daemon/runner/turn.hpp"

#include <aio/sleep.hpp>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <string>
#include <vector>

#include "daemon/runtime/loop/clock.hpp"
#include "daemon/runtime/loop/event_loop.hpp"
#include "daemon/runtime/loop/task_group.hpp"

namespace aio::runner {
namespace {

using namespace std::chrono_literals;
using testing::ElementsAre;

task<> work(Turns& turns, std::string name, std::vector<std::string>& seen) {
  const auto turn = co_await turns.next();
  seen.push_back(name + " begins");
  co_await sleep(1s);
  seen.push_back(name + " ends");
}

TEST(Turns, LetOneAtATimeInInOrderOfArrival) {
  runtime::ManualClock clock;
  runtime::EventLoop loop(clock);
  Turns turns(loop);
  std::vector<std::string> seen;
  runtime::TaskGroup group(loop);
  for (const char* name : {"a", "b", "c"}) group.spawn(work(turns, name, seen));
  EXPECT_EQ(turns.waiting(), 2);
  loop.run_for(10s);
  EXPECT_THAT(seen, ElementsAre("a begins", "a ends", "b begins", "b ends", "c begins", "c ends"));
}

TEST(Turns, GoOnWhenTheHolderThrows) {
  runtime::ManualClock clock;
  runtime::EventLoop loop(clock);
  Turns turns(loop);
  std::vector<std::string> seen;
  runtime::TaskGroup group(loop);
  group.spawn([](Turns& all) -> task<> {
    const auto turn = co_await all.next();
    co_await sleep(1s);
    throw std::runtime_error("no");
  }(turns));
  group.spawn(work(turns, "b", seen));
  loop.run_for(10s);
  EXPECT_THAT(seen, ElementsAre("b begins", "b ends"));
}

}  // namespace
}  // namespace aio::runner

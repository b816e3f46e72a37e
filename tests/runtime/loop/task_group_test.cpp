// SPDX-License-Identifier: MIT
#include "daemon/runtime/loop/task_group.hpp"

#include <gmock/gmock.h>
#include <aio/error.hpp>
#include <aio/sleep.hpp>

#include <memory>
#include <stdexcept>
#include <string>
#include <vector>

#include "daemon/runtime/failure.hpp"
#include "daemon/runtime/loop/event_loop.hpp"
#include "tests/runtime/drive.hpp"

namespace aio::runtime {
namespace {

using namespace std::chrono_literals;
using testing::ElementsAre;

task<> nap(std::chrono::nanoseconds span) {
  co_await sleep(span);
}

task<> nap_with(std::chrono::nanoseconds span, std::shared_ptr<int> held) {
  co_await sleep(span);
  (void)held;
}

task<> fail_after(std::chrono::nanoseconds span) {
  co_await sleep(span);
  throw std::runtime_error("broken");
}

class TaskGroupTest : public testing::Test {
 protected:
  TaskGroup::OnEnd note() {
    return [this](const std::exception_ptr& failure) { ends.push_back(text_of(failure)); };
  }

  ManualClock clock;
  EventLoop loop{clock};
  TaskGroup group{loop};
  std::vector<std::string> ends;
};

TEST_F(TaskGroupTest, RunsATaskUpToItsFirstSuspensionAtOnce) {
  bool began = false;
  const auto work = [](bool& flag) -> task<> {
    flag = true;
    co_await sleep(1s);
  };
  group.spawn(work(began));
  EXPECT_TRUE(began);
  EXPECT_EQ(group.size(), 1U);
  loop.run_for(1s);
  EXPECT_EQ(group.size(), 0U);
}

TEST_F(TaskGroupTest, TellsHowEachTaskEnded) {
  group.spawn(nap(2s), note());
  group.spawn(fail_after(1s), note());
  loop.run_for(3s);
  EXPECT_THAT(ends, ElementsAre("broken", ""));
}

TEST_F(TaskGroupTest, KeepsWhatATaskHoldsUntilItsFrameGoesWithinTheCount) {
  auto held = std::make_shared<int>(1);
  group.spawn(nap_with(1s, held));
  loop.run_for(1s);
  EXPECT_EQ(group.size(), 0U);
  EXPECT_EQ(held.use_count(), 1);
}

TEST_F(TaskGroupTest, JoinsWhenTheLastTaskHasGone) {
  group.spawn(nap(1s));
  group.spawn(nap(3s));
  const TimePoint start = loop.now();
  std::chrono::nanoseconds joined_after{0};
  TaskGroup others(loop);
  const auto join = [](TaskGroup& group, Loop& loop, TimePoint start, auto& after) -> task<> {
    co_await group.joined();
    after = loop.now() - start;
  };
  others.spawn(join(group, loop, start, joined_after));
  loop.run_for(10s);
  EXPECT_EQ(joined_after, 3s);
}

TEST_F(TaskGroupTest, JoinsAtOnceWhenItIsEmpty) {
  loop.run_until_done(group.joined());
  EXPECT_EQ(group.size(), 0U);
}

TEST_F(TaskGroupTest, SaysThatATaskIsLate) {
  group.spawn(nap(5s));
  std::vector<bool> in_time;
  TaskGroup others(loop);
  const auto join = [](TaskGroup& group, std::vector<bool>& in_time) -> task<> {
    in_time.push_back(co_await group.joined_within(2s));
    in_time.push_back(co_await group.joined_within(4s));
  };
  others.spawn(join(group, in_time));
  loop.run_for(10s);
  EXPECT_THAT(in_time, ElementsAre(false, true));
}

TEST_F(TaskGroupTest, AsksItsTasksToStop) {
  group.spawn(nap(1h), note());
  group.request_stop();
  group.spawn(nap(1h), note());
  loop.run_for(0s);
  EXPECT_THAT(ends, ElementsAre("cancelled", "cancelled"));
}

TEST_F(TaskGroupTest, LetsAWaiterBeStoppedToo) {
  group.spawn(nap(5s));
  TaskGroup others(loop);
  others.spawn(group.joined(), note());
  others.request_stop();
  loop.run_for(0s);
  EXPECT_THAT(ends, ElementsAre("cancelled"));
  loop.run_for(5s);
}

TEST_F(TaskGroupTest, SaysWhenItBecameEmpty) {
  int emptied = 0;
  TaskGroup watched(loop, [&] { ++emptied; });
  watched.spawn(nap(1s));
  watched.spawn(nap(2s));
  loop.run_for(1s);
  EXPECT_EQ(emptied, 0);
  loop.run_for(1s);
  EXPECT_EQ(emptied, 1);
}

TEST_F(TaskGroupTest, DestroysTasksWhereTheyStandWhenItGoes) {
  auto held = std::make_shared<int>(1);
  {
    TaskGroup gone(loop);
    gone.spawn(nap_with(1h, held));
    EXPECT_EQ(held.use_count(), 2);
  }
  EXPECT_EQ(held.use_count(), 1);
  loop.run_for(2h);
}

}  // namespace
}  // namespace aio::runtime

// SPDX-License-Identifier: MIT
// Timers with slack: fired together, never before they are due, never later than their slack.
#include "daemon/runtime/loop/wake_ups.hpp"

#include <gmock/gmock.h>

#include <functional>
#include <memory>
#include <random>
#include <vector>

#include "daemon/runtime/loop/event_loop.hpp"

namespace aio::runtime {
namespace {

using namespace std::chrono_literals;
using testing::ElementsAre;
using testing::IsEmpty;

class Action final : public Timer {
 public:
  Action(Loop& loop, std::function<void()> what) : loop_(loop), what_(std::move(what)) {}
  ~Action() { loop_.cancel(*this); }
  void fire() noexcept override { what_(); }

 private:
  Loop& loop_;
  std::function<void()> what_;
};

class WakeUpsTest : public testing::Test {
 protected:
  /// Notes `name` and when it was fired, since the start of the test.
  std::unique_ptr<Action> noting(int name) {
    return std::make_unique<Action>(loop, [this, name] {
      fired.push_back(name);
      times.push_back(loop.now() - start);
    });
  }

  ManualClock clock;
  EventLoop loop{clock};
  TimePoint start = loop.now();
  std::vector<int> fired;
  std::vector<std::chrono::nanoseconds> times;
};

TEST_F(WakeUpsTest, TimersOfOneMomentAreFiredInTheOrderInWhichTheyWereAdded) {
  const auto one = noting(1);
  const auto two = noting(2);
  loop.add_with_slack(*two, start + 10'200us, 1ms);
  loop.add_with_slack(*one, start + 10'100us, 1ms);
  loop.run_for(20ms);
  EXPECT_THAT(fired, ElementsAre(2, 1));
  EXPECT_THAT(times, ElementsAre(11ms, 11ms));
}

TEST_F(WakeUpsTest, ATimerDueAtAMomentIsFiredAtTheNextOne) {
  const auto one = noting(1);
  loop.add_with_slack(*one, start + 10ms, 1ms);
  loop.run_for(20ms);
  EXPECT_THAT(times, ElementsAre(11ms));
}

TEST_F(WakeUpsTest, ACancelledTimerIsNotFiredAndTheOthersAre) {
  const auto one = noting(1);
  const auto two = noting(2);
  const auto three = noting(3);
  for (const auto* timer : {&one, &two, &three}) loop.add_with_slack(**timer, start + 10ms, 1ms);
  loop.cancel(*one);
  EXPECT_FALSE(one->armed());
  EXPECT_TRUE(three->armed());
  loop.cancel(*three);
  loop.run_for(20ms);
  EXPECT_THAT(fired, ElementsAre(2));
}

TEST_F(WakeUpsTest, ATimerMayCancelAndEndOthersOfItsMoment) {
  auto last = noting(3);
  auto middle = noting(2);
  Action first(loop, [&] {
    fired.push_back(1);
    loop.cancel(*middle);
    last.reset();
  });
  loop.add_with_slack(first, start + 10ms, 1ms);
  loop.add_with_slack(*middle, start + 10ms, 1ms);
  loop.add_with_slack(*last, start + 10ms, 1ms);
  loop.run_for(20ms);
  EXPECT_THAT(fired, ElementsAre(1));
  EXPECT_FALSE(middle->armed());
}

TEST_F(WakeUpsTest, ATimerIsMovedBetweenSlackAndExactness) {
  const auto one = noting(1);
  loop.add_with_slack(*one, start + 10ms, 1ms);
  loop.add(*one, start + 15ms);
  loop.run_for(20ms);
  EXPECT_THAT(times, ElementsAre(15ms));
  loop.add(*one, start + 25ms);
  loop.add_with_slack(*one, start + 30ms, 5ms);
  loop.run_for(20ms);
  EXPECT_THAT(times, ElementsAre(15ms, 35ms));
}

TEST_F(WakeUpsTest, ATimerThatAddsItselfAgainComesAgainWithinItsSlack) {
  std::unique_ptr<Action> again;
  again = std::make_unique<Action>(loop, [&] {
    times.push_back(loop.now() - start);
    if (times.size() < 3) loop.add_with_slack(*again, loop.now(), 1ms);
  });
  loop.add_with_slack(*again, start + 10ms, 1ms);
  loop.run_for(20ms);
  EXPECT_THAT(times, ElementsAre(11ms, 12ms, 13ms));
}

TEST_F(WakeUpsTest, AFarTimerKeepsItsSlackToo) {
  const auto one = noting(1);
  loop.add_with_slack(*one, start + 24h, 1ms);
  loop.run_for(24h - 1ns);
  EXPECT_THAT(fired, IsEmpty());
  loop.run_for(1ms + 1ns);
  EXPECT_THAT(fired, ElementsAre(1));
}

// Against all that moves timers about: each is fired once, in its time, whatever the mixture.
TEST_F(WakeUpsTest, EachOfManyIsFiredInItsTime) {
  struct One {
    std::unique_ptr<Action> timer;
    TimePoint due;
    std::chrono::nanoseconds slack;
    std::vector<TimePoint> fired;
  };
  std::mt19937 random(7);
  std::vector<One> all(2000);
  for (One& one : all) {
    one.timer = std::make_unique<Action>(loop, [this, &one] { one.fired.push_back(loop.now()); });
    one.due = start + std::chrono::microseconds(random() % 6'000'000);
    one.slack = std::chrono::microseconds(random() % 3 * 700);
    loop.add_with_slack(*one.timer, one.due, one.slack);
  }
  for (int i = 0; i < 1000; ++i) {
    One& one = all[random() % all.size()];
    if (!one.timer->armed()) continue;
    one.due = loop.now() + std::chrono::microseconds(random() % 3'000'000);
    loop.add_with_slack(*one.timer, one.due, one.slack);
    loop.run_for(1ms);
  }
  loop.run_for(10s);
  for (const One& one : all) {
    ASSERT_EQ(one.fired.size(), 1U);
    EXPECT_GE(one.fired[0], one.due);
    EXPECT_LE(one.fired[0], one.due + one.slack);
  }
}

}  // namespace
}  // namespace aio::runtime

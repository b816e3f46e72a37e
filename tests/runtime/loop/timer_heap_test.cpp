// SPDX-License-Identifier: MIT
#include "daemon/runtime/loop/timer_heap.hpp"

#include <gmock/gmock.h>

#include <chrono>
#include <iterator>
#include <limits>
#include <map>
#include <random>
#include <vector>

namespace aio {
namespace {

using testing::ElementsAre;

class Numbered final : public Timer {
 public:
  explicit Numbered(int number) : number(number) {}
  void fire() noexcept override {}
  const int number;
};

TimePoint at(int seconds) {
  return TimePoint(std::chrono::seconds(seconds));
}

constexpr TimerHeap::Mark all = std::numeric_limits<TimerHeap::Mark>::max();

std::vector<int> taken(TimerHeap& heap, TimePoint now, TimerHeap::Mark before = all) {
  std::vector<int> numbers;
  while (Timer* timer = heap.take_due(now, before))
    numbers.push_back(static_cast<Numbered*>(timer)->number);
  return numbers;
}

TEST(TimerHeap, GivesTheEarliestFirst) {
  TimerHeap heap;
  Numbered one(1), two(2), three(3);
  heap.add(two, at(20));
  heap.add(three, at(30));
  heap.add(one, at(10));
  EXPECT_EQ(heap.next_deadline(), at(10));
  EXPECT_THAT(taken(heap, at(100)), ElementsAre(1, 2, 3));
}

TEST(TimerHeap, GivesThoseOfOneTimeInTheOrderInWhichTheyWereAdded) {
  TimerHeap heap;
  Numbered one(1), two(2), three(3), four(4), five(5), six(6);
  for (Numbered* timer : {&one, &two, &three, &four, &five, &six}) heap.add(*timer, at(10));
  EXPECT_THAT(taken(heap, at(10)), ElementsAre(1, 2, 3, 4, 5, 6));
}

TEST(TimerHeap, KeepsWhatIsNotDueYet) {
  TimerHeap heap;
  Numbered one(1), two(2);
  heap.add(one, at(10));
  heap.add(two, at(11));
  EXPECT_THAT(taken(heap, at(10)), ElementsAre(1));
  EXPECT_FALSE(one.armed());
  EXPECT_TRUE(two.armed());
  EXPECT_EQ(two.due(), at(11));
  heap.cancel(two);
}

TEST(TimerHeap, MovesAnArmedTimerEarlierAndLater) {
  TimerHeap heap;
  Numbered one(1), two(2), three(3);
  heap.add(one, at(10));
  heap.add(two, at(20));
  heap.add(three, at(30));
  heap.add(one, at(25));
  heap.add(three, at(5));
  EXPECT_EQ(heap.size(), 3U);
  EXPECT_THAT(taken(heap, at(100)), ElementsAre(3, 2, 1));
}

TEST(TimerHeap, ForgetsACancelledTimerAndIgnoresOneThatIsOff) {
  TimerHeap heap;
  Numbered one(1), two(2);
  heap.add(one, at(10));
  heap.add(two, at(20));
  heap.cancel(one);
  heap.cancel(one);
  EXPECT_FALSE(one.armed());
  EXPECT_THAT(taken(heap, at(100)), ElementsAre(2));
  EXPECT_TRUE(heap.empty());
}

TEST(TimerHeap, HoldsBackWhatWasAddedAfterTheMark) {
  TimerHeap heap;
  Numbered one(1), two(2);
  heap.add(one, at(10));
  const auto mark = heap.mark();
  heap.add(two, at(10));
  EXPECT_THAT(taken(heap, at(100), mark), ElementsAre(1));
  EXPECT_THAT(taken(heap, at(100)), ElementsAre(2));
}

// The reference: a map from what orders timers to their numbers.
class Reference {
 public:
  void add(int number, TimePoint due) {
    cancel(number);
    order_.emplace(std::pair(due, next_++), number);
  }
  void cancel(int number) {
    std::erase_if(order_, [&](const auto& item) { return item.second == number; });
  }
  std::vector<int> taken(TimePoint now) {
    std::vector<int> numbers;
    while (!order_.empty() && order_.begin()->first.first <= now) {
      numbers.push_back(order_.begin()->second);
      order_.erase(order_.begin());
    }
    return numbers;
  }
  std::size_t size() const { return order_.size(); }

 private:
  std::map<std::pair<TimePoint, int>, int> order_;
  int next_ = 0;
};

TEST(TimerHeap, AgreesWithAnOrderedMapOverRandomSteps) {
  std::mt19937 random(7);
  const auto below = [&](int limit) { return static_cast<int>(random() % unsigned(limit)); };
  TimerHeap heap;
  Reference reference;
  std::vector<std::unique_ptr<Numbered>> timers;
  for (int i = 0; i < 200; ++i) timers.push_back(std::make_unique<Numbered>(i));

  for (int step = 0; step < 20'000; ++step) {
    const int number = below(200);
    if (below(3) > 0) {
      const TimePoint due = at(step / 10 + below(100));
      heap.add(*timers[number], due);
      reference.add(number, due);
    } else if (below(2) > 0) {
      heap.cancel(*timers[number]);
      reference.cancel(number);
    } else {
      ASSERT_EQ(taken(heap, at(step / 10)), reference.taken(at(step / 10))) << "step " << step;
    }
    ASSERT_EQ(heap.size(), reference.size());
  }
  EXPECT_EQ(taken(heap, at(10'000)), reference.taken(at(10'000)));
}

}  // namespace
}  // namespace aio

// SPDX-License-Identifier: MIT
#include "daemon/runtime/loop/event_loop.hpp"

#include <gmock/gmock.h>
#include <aio/sleep.hpp>

#include <memory>
#include <stdexcept>
#include <string>
#include <thread>
#include <vector>

#include "tests/runtime/drive.hpp"

namespace aio::runtime {
namespace {

using namespace std::chrono_literals;
using testing::ElementsAre;

/// Does something each time that it is due.
class Action final : public Timer {
 public:
  Action(Loop& loop, std::function<void(Action&)> what) : loop_(loop), what_(std::move(what)) {}
  ~Action() { loop_.cancel(*this); }
  void fire() noexcept override { what_(*this); }

 private:
  Loop& loop_;
  std::function<void(Action&)> what_;
};

TEST(EventLoop, FiresTimersInOrderAndInNoRealTime) {
  ManualClock clock;
  EventLoop loop(clock);
  const TimePoint start = loop.now();
  std::vector<std::chrono::nanoseconds> fired;
  Action late(loop, [&](Action&) { fired.push_back(loop.now() - start); });
  Action early(loop, [&](Action&) { fired.push_back(loop.now() - start); });
  loop.add(late, start + 48h);
  loop.add(early, start + 1ms);
  loop.run_for(49h);
  EXPECT_THAT(fired, ElementsAre(1ms, 48h));
  EXPECT_EQ(loop.now() - start, 49h);
}

TEST(EventLoop, FiresWhatIsDueAtTheVeryEndAndNotWhatIsDueAfter) {
  ManualClock clock;
  EventLoop loop(clock);
  int fired = 0;
  Action at_end(loop, [&](Action&) { ++fired; });
  Action after(loop, [&](Action&) { fired += 100; });
  loop.add(at_end, loop.now() + 2s);
  loop.add(after, loop.now() + 2s + 1ns);
  loop.run_for(2s);
  EXPECT_EQ(fired, 1);
}

TEST(EventLoop, LetsACancelledTimerBe) {
  ManualClock clock;
  EventLoop loop(clock);
  int fired = 0;
  Action second(loop, [&](Action&) { fired += 100; });
  Action first(loop, [&](Action&) {
    ++fired;
    loop.cancel(second);
  });
  loop.add(first, loop.now() + 1s);
  loop.add(second, loop.now() + 1s);
  loop.run_for(2s);
  EXPECT_EQ(fired, 1);
}

TEST(EventLoop, LetsPostedJobsInBetweenTimersThatAddThemselvesAgain) {
  ManualClock clock;
  EventLoop loop(clock);
  int storms = 0;
  bool posted_ran = false;
  Action storm(loop, [&](Action& self) {
    ++storms;
    if (!posted_ran) loop.add(self, loop.now());
  });
  loop.add(storm, loop.now());
  loop.post([&] { posted_ran = true; });
  loop.run_for(0s);
  EXPECT_TRUE(posted_ran);
  EXPECT_LE(storms, 2);
}

TEST(EventLoop, LetsTimersInBetweenATimerThatIsAlwaysDueLongAgo) {
  ManualClock clock;
  EventLoop loop(clock);
  bool patient_ran = false;
  int storms = 0;
  Action storm(loop, [&](Action& self) {
    ++storms;
    if (!patient_ran) loop.add(self, TimePoint());
  });
  Action patient(loop, [&](Action&) { patient_ran = true; });
  loop.add(storm, TimePoint());
  loop.add(patient, loop.now() + 1s);
  clock.advance(2s);
  loop.run_for(0s);
  EXPECT_TRUE(patient_ran);
  EXPECT_LE(storms, 2);
}

TEST(EventLoop, RunsATaskToItsEndInRealTime) {
  EventLoop loop;
  bool ended = false;
  const auto nap = [](bool& flag) -> task<> {
    co_await sleep(1ms);
    flag = true;
  };
  loop.run_until_done(nap(ended));
  EXPECT_TRUE(ended);
}

TEST(EventLoop, ThrowsWhatItsMainTaskThrows) {
  EventLoop loop;
  const auto fail = []() -> task<> {
    co_await sleep(1ms);
    throw std::runtime_error("no disk");
  };
  EXPECT_THROW(loop.run_until_done(fail()), std::runtime_error);
}

TEST(EventLoop, RunsUntilAnotherThreadStopsIt) {
  EventLoop loop;
  std::vector<int> order;
  std::thread other([&] {
    loop.post([&] { order.push_back(1); });
    loop.post([&] {
      order.push_back(2);
      loop.stop();
    });
  });
  loop.run();
  other.join();
  EXPECT_THAT(order, ElementsAre(1, 2));
}

TEST(EventLoop, WaitsForWorkOfOtherThreadsRatherThanLettingTimePass) {
  ManualClock clock;
  EventLoop loop(clock);
  const TimePoint start = loop.now();
  std::vector<std::string> order;
  Action timer(loop, [&](Action&) { order.push_back("timer"); });
  loop.add(timer, start + 1s);

  std::thread worker([&, busy = loop.busy()] {
    loop.post([&, busy] { order.push_back(loop.now() == start ? "file at once" : "file late"); });
  });
  EXPECT_GE(loop.outstanding(), 1U);
  loop.run_for(2s);
  worker.join();
  EXPECT_THAT(order, ElementsAre("file at once", "timer"));
  EXPECT_EQ(loop.outstanding(), 0U);
}

TEST(EventLoop, RefusesVirtualTimeOnARealClock) {
  EventLoop loop;
  EXPECT_THROW(loop.run_for(1s), std::logic_error);
}

}  // namespace
}  // namespace aio::runtime

// SPDX-License-Identifier: MIT
#include "daemon/runtime/loop/loop_watch.hpp"

#include <gmock/gmock.h>
#include <unistd.h>
#include <aio/item.hpp>
#include <aio/log.hpp>

#include <atomic>
#include <mutex>
#include <string>
#include <thread>
#include <vector>

#include "tests/runtime/test_app.hpp"

namespace aio::runtime {
namespace {

using namespace std::chrono_literals;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::StartsWith;

constexpr auto patience = 20s;

bool eventually(const std::function<bool()>& done) {
  const auto deadline = std::chrono::steady_clock::now() + patience;
  while (!done() && std::chrono::steady_clock::now() < deadline) std::this_thread::sleep_for(1ms);
  return done();
}

/// What the watch tells, from its thread.
class Told {
 public:
  LoopWatch::Tell tell() {
    return [this](const std::string& line) {
      const std::lock_guard lock(mutex_);
      lines_.push_back(line);
    };
  }
  std::vector<std::string> lines() const {
    const std::lock_guard lock(mutex_);
    return lines_;
  }
  bool comes_to(std::size_t count) const {
    return eventually([&] { return lines().size() >= count; });
  }

 private:
  mutable std::mutex mutex_;
  std::vector<std::string> lines_;
};

/// A loop on a thread of its own, that turns when this has been built.
class Turner {
 public:
  explicit Turner(EventLoop& loop) : loop_(loop), thread_([&loop] { loop.run(); }) {}
  ~Turner() {
    loop_.stop();
    thread_.join();
  }

 private:
  EventLoop& loop_;
  std::thread thread_;
};

TEST(LoopWatch, NamesTheHandlerThatHoldsUpTheLoopAndTellsOfTheEnd) {
  LogCapture log;
  Told told;
  EventLoop loop;
  LoopWatch watch(told.tell(), 50ms);
  const LoopWatch::Guard guard(watch, loop, "the loop");
  const Turner turner(loop);
  std::atomic<bool> held = false;
  loop.post([&] {
    const Item item{"signal/boom", "probe.spin", 17};
    const detail::ItemScope scope(&item);
    held = told.comes_to(1);
  });
  ASSERT_TRUE(told.comes_to(2));
  EXPECT_TRUE(held);
  EXPECT_THAT(told.lines()[0], StartsWith("the loop has not turned for "));
  EXPECT_THAT(told.lines()[0], HasSubstr("held up by signal/boom (probe.spin)"));
  EXPECT_EQ(told.lines()[1], "");
  const StallSnapshot stall = watch.snapshot();
  EXPECT_EQ(stall.count, 1U);
  EXPECT_EQ(stall.loop, "the loop");
  EXPECT_EQ(stall.item, "signal/boom");
  EXPECT_EQ(stall.handler, "probe.spin");
  EXPECT_TRUE(stall.over);
  EXPECT_GE(stall.lasted, 50ms);
}

TEST(LoopWatch, TellsWhoseWorkerItIsAndThatNobodysCodeHoldsItUp) {
  LogCapture log;
  Told told;
  EventLoop loop;
  EventLoop other;
  LoopWatch watch(told.tell(), 50ms);
  const LoopWatch::Guard guard(watch, loop, "the loop");
  const LoopWatch::Guard second(watch, other, "worker 2 of server 'web'");
  const Turner turner(loop);
  const Turner other_turner(other);
  other.post([&] { told.comes_to(1); });
  ASSERT_TRUE(told.comes_to(2));
  EXPECT_THAT(told.lines()[0], StartsWith("worker 2 of server 'web' has not turned for "));
  EXPECT_THAT(told.lines()[0], HasSubstr("held up by code that is no handler's"));
}

TEST(LoopWatch, IsSilentAboutALoopThatIsBusyAndTurns) {
  LogCapture log;
  Told told;
  EventLoop loop;
  LoopWatch watch(told.tell(), 10s);
  const LoopWatch::Guard guard(watch, loop, "the loop");
  const Turner turner(loop);
  std::atomic<int> turns = 0;
  std::function<void()> again = [&] {
    if (++turns < 20'000) loop.post(again);
  };
  loop.post(again);
  watch.limit(5s);
  EXPECT_TRUE(eventually([&] { return turns == 20'000; }));
  EXPECT_THAT(told.lines(), IsEmpty());
  EXPECT_EQ(watch.snapshot().count, 0U);
}

TEST(StackCapture, TellsWhereAThreadStandsAndForWhom) {
  StackCapture capture;
  std::atomic<bool> ready = false;
  std::atomic<bool> done = false;
  std::thread thread([&] {
    const Item item{"schedule/" + std::string(300, 'x'), "m.f", 3};
    const detail::ItemScope scope(&item);
    ready = true;
    while (!done) std::this_thread::sleep_for(1ms);
  });
  EXPECT_TRUE(eventually([&] { return ready.load(); }));
  const auto captured = capture.of(thread.native_handle(), 20s);
  done = true;
  thread.join();
  ASSERT_TRUE(captured.has_value());
  EXPECT_EQ(captured->item, ("schedule/" + std::string(300, 'x')).substr(0, 255))
      << "cut, not lost";
  EXPECT_EQ(captured->handler, "m.f");
  EXPECT_EQ(captured->run, 3U);
  EXPECT_FALSE(captured->frames.empty());
}

TEST(StackCapture, LeavesASignalAloneThatSomebodyElseHandles) {
  signal(StackCapture::signal_number(), SIG_IGN);
  StackCapture capture;
  EXPECT_FALSE(capture.of(pthread_self(), 0ms).has_value());
  signal(StackCapture::signal_number(), SIG_DFL);
}

TEST(StackCapture, DescribesAFrameByItsFunctionAndItsFile) {
  EXPECT_THAT(described(reinterpret_cast<const void*>(&getppid)), HasSubstr("libc.so"));
  EXPECT_THAT(described(reinterpret_cast<const void*>(&getppid)), HasSubstr("getppid+0x0 in"));
}

}  // namespace
}  // namespace aio::runtime

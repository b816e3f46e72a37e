// SPDX-License-Identifier: MIT
// What [signal/NAME] says: timeout, queue and overflow, export.
#include "tests/runtime/signals/signals_fixture.hpp"

namespace aio::runtime {
namespace {

using namespace std::chrono_literals;
using plan::Overflow;
using testing::ElementsAre;
using testing::IsEmpty;

class SignalPolicy : public SignalTableTest {
 protected:
  /// The signal "s" with one listener, "test.slow", that takes that long.
  void follow(plan::SignalSpec policy, std::chrono::nanoseconds span = 1h) {
    policy.name = "S";
    signals.replace({spec("s", "test.slow", note_for("slow", span))}, {policy});
  }
  SignalSnapshot shown() const { return signals.snapshots().at(0); }

  std::vector<std::string> first;
  std::vector<std::string> second;
  std::vector<std::string> third;
};

TEST_F(SignalPolicy, AsksAListenerToStopThatTakesLongerThanItsTimeout) {
  signals.replace({spec("s", "test.slow", note_for("slow", 5s)), spec("s", "test.a", note("a")),
                   spec("s", "test.quick", note_for("quick", 2s))},
                  {{.name = "s", .timeout = 2500ms}});
  begin_emit("s", "x", first);
  loop.run_for(2499ms);
  EXPECT_THAT(first, IsEmpty());
  loop.run_for(1ms);
  EXPECT_THAT(first, ElementsAre("test.slow timeout: took longer than 2.5 s", "test.a ok",
                                 "test.quick ok"));
  loop.run_for(10s);
  EXPECT_THAT(heard, ElementsAre("slow begins", "a x", "quick begins", "quick ends"));
  EXPECT_EQ(shown().timeouts, 1U);
  EXPECT_EQ(shown().failures, 0U);
  EXPECT_EQ(shown().under_way, 0U);
  EXPECT_THAT(log.lines(),
              ElementsAre("ERROR signal 's': test.slow: took longer than 2.5 s, asked to stop"));
}

TEST_F(SignalPolicy, AnswersAtTheTimeoutThoughTheListenerDoesNotHeedIt) {
  const auto stubborn = [this](Signal) -> task<> {
    for (int i = 0; i < 3; ++i) {
      try {
        co_await sleep(10s);
      } catch (const Cancelled&) {
        heard.push_back("asked");
        break;
      }
    }
    heard.push_back("goes on");
  };
  signals.replace({spec("s", "test.stubborn", stubborn)}, {{.name = "s", .timeout = 1s}});
  begin_emit("s", "x", first);
  loop.run_for(1s);
  EXPECT_THAT(first, ElementsAre("test.stubborn timeout: took longer than 1 s"));
  EXPECT_THAT(heard, ElementsAre("asked", "goes on"));
}

TEST_F(SignalPolicy, LetsEmitsWaitInTheOrderOfTheirArrivalAtTheBound) {
  follow({.queue = 1}, 1s);
  begin_emit("s", "1", first);
  begin_emit("s", "2", second);
  begin_emit("s", "3", third);
  loop.run_for(500ms);
  EXPECT_EQ(shown().under_way, 1U);
  EXPECT_EQ(shown().waiting, 2U);
  EXPECT_EQ(shown().emitted, 1U);
  loop.run_for(500ms);
  EXPECT_THAT(first, ElementsAre("test.slow ok"));
  loop.run_for(1s);
  EXPECT_THAT(second, ElementsAre("test.slow ok"));
  EXPECT_THAT(third, IsEmpty());
  loop.run_for(1s);
  EXPECT_THAT(third, ElementsAre("test.slow ok"));
  EXPECT_EQ(shown().dropped, 0U);
  EXPECT_THAT(log.lines(),
              ElementsAre("WARNING signal 's': 1 emits are under way, the next ones wait"));
}

TEST_F(SignalPolicy, ForgetsAnEmitThatWaitsWhenItsEmitterGoes) {
  follow({.queue = 1}, 1s);
  begin_emit("s", "1", first);
  {
    TaskGroup leaving(loop);
    leaving.spawn([](SignalTable& table) -> task<> { co_await table.emit("s", "2"); }(signals));
    EXPECT_EQ(shown().waiting, 1U);
  }
  EXPECT_EQ(shown().waiting, 0U);
  loop.run_for(5s);
  EXPECT_EQ(shown().emitted, 1U);
}

TEST_F(SignalPolicy, DropsTheNewestAtTheBoundAndSaysSo) {
  follow({.queue = 1, .overflow = Overflow::drop_newest}, 1s);
  begin_emit("s", "1", first);
  begin_emit("s", "2", second);
  loop.run_for(2s);
  EXPECT_THAT(first, ElementsAre("test.slow ok"));
  EXPECT_THAT(second, ElementsAre("test.slow dropped: the queue of 1 is full"));
  EXPECT_EQ(shown().dropped, 1U);
  EXPECT_THAT(emit("s", "3"), ElementsAre("test.slow ok")) << "there is room again";
}

TEST_F(SignalPolicy, DropsTheOldestForANewEmitAndAsksItsListenersToStop) {
  follow({.queue = 2, .overflow = Overflow::drop_oldest}, 5s);
  begin_emit("s", "1", first);
  begin_emit("s", "2", second);
  begin_emit("s", "3", third);
  loop.run_for(0s);
  EXPECT_THAT(first, ElementsAre("test.slow dropped: dropped for a newer emit"));
  loop.run_for(5s);
  EXPECT_THAT(second, ElementsAre("test.slow ok"));
  EXPECT_THAT(third, ElementsAre("test.slow ok"));
  EXPECT_THAT(heard,
              ElementsAre("slow begins", "slow begins", "slow begins", "slow ends", "slow ends"));
  EXPECT_EQ(shown().dropped, 1U);
}

TEST_F(SignalPolicy, DoesNotHeapUpListenersThatDoNotStopWhenTheyAreDropped) {
  int running = 0;
  const auto stubborn = [&](Signal) -> task<> {
    ++running;
    for (int i = 0; i < 100; ++i) {
      try {
        co_await sleep(1h);
      } catch (const Cancelled&) {
        break;
      }
    }
    --running;
  };
  signals.replace({spec("s", "test.stubborn", stubborn)},
                  {{.name = "s", .queue = 2, .overflow = Overflow::drop_oldest}});
  for (int i = 0; i < 100; ++i) signals.send("s");
  EXPECT_LE(running, 4) << "as many as the queue, and as many that were asked to stop";
  EXPECT_GE(shown().dropped, 96U);
}

TEST_F(SignalPolicy, BoundsEmitsByDefaultToo) {
  signals.replace({spec("s", "test.slow", note_for("slow", 1s))});
  for (int i = 0; i < 1030; ++i) signals.send("s");
  EXPECT_EQ(shown().under_way, 1024U);
  EXPECT_EQ(shown().waiting, 6U);
  loop.run_for(2s);
  EXPECT_EQ(shown().emitted, 1030U);
  EXPECT_EQ(shown().waiting, 0U);
}

TEST_F(SignalPolicy, HoldsNoMoreThanTenThousandThatWait) {
  follow({.queue = 1}, 1s);
  for (int i = 0; i < 10'010; ++i) signals.send("s");
  EXPECT_EQ(shown().waiting, 10'000U);
  EXPECT_EQ(shown().dropped, 9U);
}

TEST_F(SignalPolicy, HoldsNoMoreThan256MiBOfData) {
  follow({.queue = 1}, 1s);
  const std::string data(1U << 20U, 'x');
  for (int i = 0; i < 258; ++i) signals.send("s", data);
  EXPECT_EQ(shown().waiting, 255U);
  EXPECT_EQ(shown().dropped, 2U);
  loop.run_for(1h);
  EXPECT_EQ(shown().waiting, 0U);
  EXPECT_THAT(emit("s", data), ElementsAre("test.slow ok")) << "what has ended holds nothing";
}

TEST_F(SignalPolicy, ANewOneHoldsForTheEmitsThatComeLater) {
  follow({.queue = 1}, 1s);
  begin_emit("s", "1", first);
  begin_emit("s", "2", second);
  follow({.queue = 2, .overflow = Overflow::drop_newest}, 1s);
  loop.run_for(0s);
  EXPECT_EQ(shown().under_way, 2U) << "there is more room for who waits";
  begin_emit("s", "3", third);
  loop.run_for(3s);
  EXPECT_THAT(second, ElementsAre("test.slow ok"));
  EXPECT_THAT(third, ElementsAre("test.slow dropped: the queue of 2 is full"));
}

TEST_F(SignalPolicy, DoesNotLetAListenerWaitForItself) {
  std::vector<std::string> inner;
  const auto again = [&](Signal) -> task<> { inner = told(co_await signals.emit("s")); };
  signals.replace({spec("s", "test.again", again)}, {{.name = "s", .queue = 1}});
  EXPECT_THAT(emit("s"), ElementsAre("test.again ok"));
  EXPECT_THAT(inner,
              ElementsAre("test.again dropped: the queue of 1 is full, and a listener of the "
                          "signal waits for this emit"));
}

TEST_F(SignalPolicy, DoesNotLetAListenerWaitForItselfThroughAnotherSignal) {
  std::vector<std::string> inner;
  const auto to_b = [&](Signal) -> task<> {
    co_await sleep(1ms);
    co_await signals.emit("b");
  };
  const auto to_a = [&](Signal) -> task<> {
    co_await sleep(1ms);
    inner = told(co_await signals.emit("a"));
  };
  signals.replace({spec("a", "test.to_b", to_b), spec("b", "test.to_a", to_a)},
                  {{.name = "a", .queue = 1}, {.name = "b", .queue = 1}});
  EXPECT_THAT(emit("a"), ElementsAre("test.to_b ok"));
  EXPECT_THAT(inner, ElementsAre("test.to_b dropped: the queue of 1 is full, and a listener of the "
                                 "signal waits for this emit"));
}

TEST_F(SignalPolicy, LetsAListenerSendItsOwnSignalWithoutWaiting) {
  int calls = 0;
  const auto again = [&](Signal) -> task<> {
    ++calls;
    co_await sleep(1ms);
    signals.send("s");
  };
  signals.replace({spec("s", "test.again", again)}, {{.name = "s", .queue = 1}});
  signals.send("s");
  loop.run_for(1h);
  EXPECT_EQ(calls, 100) << "and its chain is cut as any other";
  EXPECT_EQ(log.lines().back(), "ERROR signal 's': a chain of more than 100 emits, cut here");
}

/// Notes what is told outward.
struct Outward final : Observer {
  void emitted(std::string_view signal, std::string_view data) noexcept override {
    told.push_back(std::string(signal) + " " + std::string(data));
  }
  std::vector<std::string> told;
};

TEST_F(SignalPolicy, TellsOutwardOfEachEmitOfAnExportedSignalThatBegins) {
  Outward outward;
  SignalTable table(loop, outward, ascii_fold, [](const std::string&) { return Section(); });
  table.replace({spec("hidden", "test.a", note("a"))},
                {{.name = "Shown", .exported = true}, {.name = "unheard", .exported = true}});
  table.listen("shown", note("b"));
  table.send("SHOWN", "1");
  table.send("hidden", "2");
  table.send("unheard", "3");
  EXPECT_THAT(outward.told, ElementsAre("SHOWN 1", "unheard 3"));
  EXPECT_THAT(heard, ElementsAre("b 1", "a 2"));
}

}  // namespace
}  // namespace aio::runtime

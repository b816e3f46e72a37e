// SPDX-License-Identifier: MIT
#include "daemon/runtime/signals/signals.hpp"

#include <stdexcept>

#include "tests/runtime/signals/signals_fixture.hpp"

namespace aio::runtime {
namespace {

using namespace std::chrono_literals;
using testing::ElementsAre;

TEST_F(SignalTableTest, CallsAListenerOfTheConfigurationAndTellsItsOutcome) {
  signals.replace({spec("example-signal", "test.hear", note("heard"))});
  EXPECT_THAT(emit("example-signal", "BOOM!"), ElementsAre("test.hear ok"));
  EXPECT_THAT(heard, ElementsAre("heard BOOM!"));
}

TEST_F(SignalTableTest, HasNoOutcomeWhenNobodyListens) {
  EXPECT_THAT(emit("silence", "x"), ElementsAre("(nobody)"));
  EXPECT_FALSE(signals.heard("silence"));
}

TEST_F(SignalTableTest, DoesNotTellCaseApart) {
  signals.replace({spec("My-Signal", "test.hear", note("heard"))});
  EXPECT_THAT(emit("mY-sIGNAL", "x"), ElementsAre("test.hear ok"));
  EXPECT_TRUE(signals.heard("MY-SIGNAL"));
  EXPECT_EQ(signals.snapshots()[0].name, "My-Signal");
  EXPECT_EQ(signals.snapshots()[0].emitted, 1U);
}

TEST_F(SignalTableTest, GivesTheListenerTheNameAsItWasEmittedAndItsSection) {
  std::string seen;
  signals.replace({spec("Boom", "test.hear", [&](Signal signal) {
    seen = signal.name() + " " + signal.config().name() + " " +
           signal.config().get("x-colour", "none");
  })});
  emit("BOOM");
  EXPECT_EQ(seen, "BOOM listen/x red");
}

TEST_F(SignalTableTest, CallsThoseOfTheConfigurationInItsOrderAndThenThoseByCode) {
  signals.listen("s", note("code"));
  signals.replace({spec("s", "test.b", note("b")), spec("s", "test.a", note("a"))});
  EXPECT_THAT(emit("s", "x"), ElementsAre("test.b ok", "test.a ok", "(code) ok"));
  EXPECT_THAT(heard, ElementsAre("b x", "a x", "code x"));
}

TEST_F(SignalTableTest, CallsAFunctionThatStandsTwiceInOneSignalOnce) {
  signals.replace({spec("s", "test.a", note("a")), spec("S", "test.a", note("a")),
                   spec("other", "test.a", note("a"))});
  EXPECT_THAT(emit("s", "x"), ElementsAre("test.a ok"));
  EXPECT_THAT(emit("other", "y"), ElementsAre("test.a ok"));
}

TEST_F(SignalTableTest, BeginsAllBeforeTheFirstHasEndedAndWaitsForAll) {
  signals.replace({spec("s", "test.long", note_for("long", 2s)),
                   spec("s", "test.short", note_for("short", 1s)),
                   spec("s", "test.plain", note("plain"))});
  EXPECT_THAT(emit("s", "x"), ElementsAre("test.long ok", "test.short ok", "test.plain ok"));
  EXPECT_THAT(heard,
              ElementsAre("long begins", "short begins", "plain x", "short ends", "long ends"));
}

TEST_F(SignalTableTest, MeasuresHowLongEachTook) {
  signals.replace({spec("s", "test.a", note_for("a", 250ms)), spec("s", "test.b", note("b"))});
  std::vector<std::chrono::microseconds> took;
  TaskGroup emits(loop);
  const auto work = [](SignalTable& table, auto& took) -> task<> {
    for (const Outcome& outcome : co_await table.emit("s")) took.push_back(outcome.took);
  };
  emits.spawn(work(signals, took));
  loop.run_for(1s);
  EXPECT_THAT(took, ElementsAre(250ms, 0ms));
}

TEST_F(SignalTableTest, KeepsWhatAListenerThrowsFromTheOthersAndFromTheEmitter) {
  const auto fail = [](Signal) { throw std::runtime_error("no luck"); };
  const auto fail_later = [](Signal) -> task<> {
    co_await sleep(1s);
    throw std::runtime_error("too late");
  };
  signals.replace({spec("s", "test.bad", fail), spec("s", "test.worse", fail_later),
                   spec("s", "test.good", note("good"))});
  EXPECT_THAT(emit("s", "x"), ElementsAre("test.bad failed: no luck", "test.worse failed: too late",
                                          "test.good ok"));
  EXPECT_THAT(log.lines(), ElementsAre("ERROR signal 's': test.bad: no luck",
                                       "ERROR signal 's': test.worse: too late"));
}

TEST_F(SignalTableTest, HearsAListenerThatWasAddedDuringAnEmitFromTheNextOneOn) {
  bool added = false;
  signals.listen("s", [&](Signal) {
    heard.push_back("first");
    if (!std::exchange(added, true)) signals.listen("s", note("second"));
  });
  EXPECT_THAT(emit("s"), ElementsAre("(code) ok"));
  EXPECT_THAT(emit("s", "x"), ElementsAre("(code) ok", "(code) ok"));
  EXPECT_THAT(heard, ElementsAre("first", "first", "second x"));
}

TEST_F(SignalTableTest, LetsARunningListenerEndThatAReloadTookAway) {
  signals.replace({spec("s", "test.slow", note_for("slow", 1s))});
  std::vector<std::string> lines;
  TaskGroup emits(loop);
  const auto work = [](SignalTable& table, auto& into) -> task<> {
    into = told(co_await table.emit("s"));
  };
  emits.spawn(work(signals, lines));
  signals.replace({});
  EXPECT_FALSE(signals.heard("s"));
  loop.run_for(2s);
  EXPECT_THAT(lines, ElementsAre("test.slow ok"));
  EXPECT_THAT(heard, ElementsAre("slow begins", "slow ends"));
}

TEST_F(SignalTableTest, KeepsListenersByCodeOverAReloadUntilTheyAreUnlistened) {
  const auto subscription = signals.listen("s", note("code"));
  signals.replace({});
  EXPECT_THAT(emit("s", "1"), ElementsAre("(code) ok"));
  signals.unlisten(subscription);
  signals.unlisten(subscription);
  EXPECT_THAT(emit("s", "2"), ElementsAre("(nobody)"));
  EXPECT_TRUE(signals.snapshots().empty());
}

TEST_F(SignalTableTest, CutsAChainOfEmitsThatGrowsWithoutEnd) {
  int calls = 0;
  std::vector<std::string> innermost;
  signals.listen("loop", [&](Signal) -> task<> {
    ++calls;
    const auto outcomes = told(co_await signals.emit("loop"));
    if (innermost.empty()) innermost = outcomes;
  });
  EXPECT_THAT(emit("loop"), ElementsAre("(code) ok"));
  EXPECT_EQ(calls, 100);
  EXPECT_THAT(innermost, ElementsAre("(code) failed: a chain of more than 100 emits, cut here"));
  EXPECT_THAT(log.lines(),
              ElementsAre("ERROR signal 'loop': a chain of more than 100 emits, cut here"));
}

TEST_F(SignalTableTest, CutsAChainOfEmitsAcrossSuspensionsToo) {
  int calls = 0;
  signals.listen("loop", [&](Signal) -> task<> {
    ++calls;
    co_await sleep(1ms);
    co_await signals.emit("loop");
  });
  emit("loop");
  EXPECT_EQ(calls, 100);
}

TEST_F(SignalTableTest, LetsAnEmitterGoThatIsAskedToStopAndTheListenerEnd) {
  signals.replace({spec("s", "test.slow", note_for("slow", 5s))});
  std::string how;
  TaskGroup emits(loop);
  const auto work = [](SignalTable& table, std::string& how) -> task<> {
    try {
      co_await table.emit("s");
    } catch (const Cancelled&) {
      how = "cancelled";
    }
  };
  emits.spawn(work(signals, how));
  emits.request_stop();
  loop.run_for(1s);
  EXPECT_EQ(how, "cancelled");
  loop.run_for(5s);
  EXPECT_THAT(heard, ElementsAre("slow begins", "slow ends"));
}

TEST_F(SignalTableTest, WaitsForRunningListenersWhenItStops) {
  signals.replace({spec("s", "test.slow", note_for("slow", 3s))});
  TaskGroup tasks(loop);
  const auto work = [](SignalTable& table) -> task<> { co_await table.emit("s"); };
  tasks.spawn(work(signals));
  tasks.spawn(signals.stop(10s));
  loop.run_for(2s);
  EXPECT_EQ(tasks.size(), 2U);
  loop.run_for(1s);
  EXPECT_EQ(tasks.size(), 0U);
  EXPECT_THAT(heard, ElementsAre("slow begins", "slow ends"));
  EXPECT_THAT(emit("s"), ElementsAre("test.slow dropped: the app has stopped"));
}

TEST_F(SignalTableTest, AsksListenersToStopThatTakeLongerThanTheDrain) {
  signals.replace({spec("s", "test.slow", note_for("slow", 1h))});
  std::vector<std::string> lines;
  TaskGroup tasks(loop);
  const auto work = [](SignalTable& table, auto& into) -> task<> {
    into = told(co_await table.emit("s"));
  };
  tasks.spawn(work(signals, lines));
  tasks.spawn(signals.stop(2s));
  loop.run_for(2s);
  EXPECT_EQ(tasks.size(), 0U);
  EXPECT_THAT(lines, ElementsAre("test.slow dropped: cancelled"));
  EXPECT_THAT(log.lines(),
              ElementsAre("WARNING 1 listeners are asked to stop, they did not end in time"));
}

}  // namespace
}  // namespace aio::runtime

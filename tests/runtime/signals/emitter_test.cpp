// SPDX-License-Identifier: MIT
// Emits without a wait for the end, Emitters, and listening while an emit is on.
#include <optional>
#include <stdexcept>

#include "conf/names.hpp"
#include "tests/runtime/signals/signals_fixture.hpp"

namespace aio::runtime {
namespace {

using namespace std::chrono_literals;
using testing::ElementsAre;
using testing::IsEmpty;

class Emitting : public SignalTableTest {
 protected:
  std::vector<std::string> lines;
};

TEST_F(Emitting, EndsWhenAllHaveBegunForWhoDoesNotWait) {
  signals.replace({spec("s", "test.slow", note_for("slow", 1s)), spec("s", "test.a", note("a"))});
  begin_emit("s", "x", lines, Until::begun);
  EXPECT_THAT(lines, ElementsAre("test.slow begun", "test.a ok"));
  loop.run_for(1s);
  EXPECT_THAT(heard, ElementsAre("slow begins", "a x", "slow ends"));
}

TEST_F(Emitting, WaitsForItsTurnForWhoWaitsForTheBegin) {
  signals.replace({spec("s", "test.slow", note_for("slow", 1s))}, {{.name = "s", .queue = 1}});
  signals.send("s");
  begin_emit("s", "x", lines, Until::begun);
  loop.run_for(500ms);
  EXPECT_THAT(lines, IsEmpty());
  loop.run_for(500ms);
  EXPECT_THAT(lines, ElementsAre("test.slow begun"));
  loop.run_for(1s);
}

TEST_F(Emitting, SendCallsPlainListenersBeforeItReturnsAndKeepsWhatTheyThrow) {
  const auto fail = [](const Signal&) { throw std::runtime_error("no luck"); };
  signals.replace({spec("s", "test.bad", fail), spec("s", "test.a", note("a"))});
  signals.send("S", "1");
  EXPECT_THAT(heard, ElementsAre("a 1"));
  EXPECT_EQ(signals.snapshots()[0].failures, 1U);
  EXPECT_EQ(signals.snapshots()[0].emitted, 1U);
  EXPECT_EQ(signals.snapshots()[0].under_way, 0U);
  EXPECT_THAT(log.lines(), ElementsAre("ERROR signal 's': test.bad: no luck"));
}

TEST_F(Emitting, ASignalByReferenceIsThatOfItsOwnListener) {
  const auto tell = [this](const Signal& signal) {
    const Signal kept = signal;
    heard.push_back(kept.name() + " " + kept.data() + " " + kept.config().name());
  };
  signals.replace({spec("s", "test.a", tell)});
  signals.listen("s", tell);
  signals.send("S", "1");
  EXPECT_THAT(heard, ElementsAre("S 1 listen/x", "S 1 "));
}

TEST_F(Emitting, ACoroutineMayTakeTheSignalByReferenceToItsEnd) {
  const auto tell = [this](const Signal& signal) -> task<> {
    co_await sleep(1s);
    heard.push_back(signal.name() + " " + signal.data() + " " + signal.config().name());
  };
  signals.replace({spec("s", "test.a", tell)});
  signals.listen("s", tell);
  signals.send("s", "1");
  signals.send("S", "2");
  signals.replace({});
  loop.run_for(2s);
  EXPECT_THAT(heard, ElementsAre("s 1 listen/x", "s 1 ", "S 2 listen/x", "S 2 "));
}

TEST_F(Emitting, AListenerMayEmitItsOwnSignalInItsBegin) {
  int depth = 0;
  const auto emit_again = [&](Signal signal) -> task<> {
    heard.push_back("begins " + signal.data());
    if (++depth < 3) signals.send("s", std::to_string(depth));
    heard.push_back("ends " + signal.data());
    co_return;
  };
  signals.replace({spec("s", "test.a", emit_again)});
  signals.send("s", "0");
  EXPECT_THAT(heard, ElementsAre("begins 0", "begins 1", "begins 2", "ends 2", "ends 1", "ends 0"));
}

TEST_F(Emitting, EachRunHasANumberOfItsOwn) {
  std::vector<std::uint64_t> runs;
  int depth = 0;
  const auto note_run = [&](const Signal&) {
    const std::uint64_t run = aio::detail::current_item()->run;
    runs.push_back(run);
    EXPECT_EQ(aio::detail::current_item()->name, "signal/s");
    if (++depth < 3) signals.send("s");
    EXPECT_EQ(aio::detail::current_item()->run, run) << "also after one inside of it";
  };
  signals.listen("s", note_run);
  signals.send("s");
  ASSERT_EQ(runs.size(), 3U);
  EXPECT_LT(runs[0], runs[1]);
  EXPECT_LT(runs[1], runs[2]);
  EXPECT_EQ(aio::detail::current_item(), nullptr);
}

TEST_F(Emitting, DoesNotBeginAListenerThatAnEarlierOneUnlistened) {
  Signals::Subscription second = 0;
  signals.listen("s", [&](const Signal&) { signals.unlisten(second); });
  second = signals.listen("s", note("second"));
  EXPECT_THAT(emit("s", "1"), ElementsAre("(code) ok", "(code) dropped: does not listen any more"));
  signals.send("s", "2");
  EXPECT_THAT(heard, IsEmpty());
}

TEST_F(Emitting, LetsAListenerUnlistenItselfAndEnd) {
  Signals::Subscription own = 0;
  own = signals.listen("s", [&, keep = std::string(100, 'x')](Signal) -> task<> {
    signals.unlisten(own);
    co_await sleep(1s);
    heard.push_back(keep.substr(0, 1));
  });
  EXPECT_THAT(emit("s"), ElementsAre("(code) ok"));
  EXPECT_THAT(heard, ElementsAre("x"));
  EXPECT_FALSE(signals.heard("s"));
}

TEST_F(Emitting, HoldsAListenerInAnEmitThatWaitsToThoseOfItsBegin) {
  signals.replace({spec("s", "test.slow", note_for("slow", 1s))}, {{.name = "s", .queue = 1}});
  signals.send("s");
  begin_emit("s", "x", lines);
  signals.listen("s", note("late"));
  loop.run_for(3s);
  EXPECT_THAT(lines, ElementsAre("test.slow ok", "(code) ok"));
}

TEST_F(Emitting, AnEmitterFindsItsSignalWheneverSomebodyListens) {
  std::shared_ptr<aio::detail::SignalLine> line = signals.line("S");
  EXPECT_TRUE(line->send("S", "0"));
  const auto subscription = signals.listen("s", note("code"));
  EXPECT_TRUE(line->send("S", "1"));
  signals.unlisten(subscription);
  signals.replace({spec("s", "test.a", note("a"))});
  EXPECT_TRUE(line->send("S", "2"));
  EXPECT_THAT(heard, ElementsAre("code 1", "a 2"));
}

TEST_F(Emitting, AnEmitterOutlivesItsApp) {
  std::optional<SignalTable> table;
  table.emplace(loop, observer, ascii_fold, [](const std::string&) { return Section(); });
  const auto line = table->line("s");
  EXPECT_TRUE(line->open());
  table.reset();
  EXPECT_FALSE(line->open());
  EXPECT_FALSE(line->send("s", "x"));
}

TEST_F(Emitting, ForgetsNamesThatNobodyNeedsAnyMore) {
  for (int i = 0; i < 1000; ++i) signals.line("name" + std::to_string(i));
  const auto line = signals.line("s");
  signals.listen("s", note("code"));
  line->send("s", "x");
  EXPECT_THAT(heard, ElementsAre("code x"));
}

TEST(SignalNames, AreFoldedAsPythonDoesAlsoBeyondAscii) {
  ManualClock clock;
  EventLoop loop{clock};
  Observer observer;
  SignalTable signals(loop, observer, conf::fold, [](const std::string&) { return Section(); });
  std::vector<std::string> heard;
  signals.listen("\u00c9t\u00e9", [&](const Signal& signal) { heard.push_back(signal.name()); });
  signals.listen("\u03a3\u039f\u03a6\u039f\u03a3",
                 [&](const Signal& signal) { heard.push_back(signal.name()); });
  signals.send("\u00e9T\u00c9");
  signals.send("\u03c3\u03bf\u03c6\u03bf\u03c2");
  signals.send("\u03c3\u03bf\u03c6\u03bf\u03c3");
  EXPECT_THAT(heard, ElementsAre("\u00e9T\u00c9", "\u03c3\u03bf\u03c6\u03bf\u03c2"))
      << "the last sigma of a word is another letter, and a small one is not folded into it";
}

TEST_F(Emitting, CutsAChainOfAThousandSignalsAndLogsItOnce) {
  for (int i = 0; i < 1000; ++i)
    signals.listen("n" + std::to_string(i), [this, i](Signal) -> task<> {
      heard.push_back(std::to_string(i));
      co_await signals.emit("n" + std::to_string(i + 1));
    });
  signals.send("n0");
  loop.run_for(1s);
  EXPECT_EQ(heard.size(), 100U);
  signals.send("n0");
  EXPECT_THAT(log.lines(),
              ElementsAre("ERROR signal 'n100': a chain of more than 100 emits, cut here"));
}

TEST_F(Emitting, CutsAChainOfPlainListenersToo) {
  int calls = 0;
  signals.listen("loop", [&](const Signal&) {
    ++calls;
    signals.send("loop");
  });
  signals.send("loop");
  EXPECT_EQ(calls, 100);
  EXPECT_THAT(log.lines(),
              ElementsAre("ERROR signal 'loop': a chain of more than 100 emits, cut here"));
}

// Without a bound, 2^100 of them.
TEST_F(Emitting, CutsAListenerThatEmitsItsOwnSignalTwice) {
  int calls = 0;
  signals.listen("loop", [&](const Signal&) {
    ++calls;
    signals.send("loop");
    signals.send("loop");
  });
  signals.send("loop");
  EXPECT_EQ(calls, 1025);
  EXPECT_THAT(log.lines(),
              ElementsAre("ERROR signal 'loop': a chain of more than 100 emits, cut here"))
      << "once a minute, whichever bound it is";
  EXPECT_EQ(signals.find_snapshot("loop")->dropped, 1026U);
  signals.send("loop");
  EXPECT_EQ(calls, 2050) << "the next emit is another chain";
}

TEST_F(Emitting, CutsCoroutinesThatEmitEachOthersSignalsTwice) {
  int calls = 0;
  const auto twice = [&](const char* other) {
    return [&, other](Signal) -> task<> {
      ++calls;
      co_await signals.emit(other);
      co_await signals.emit(other);
    };
  };
  signals.listen("a", twice("b"));
  signals.listen("b", twice("a"));
  signals.send("a");
  loop.run_for(1s);
  EXPECT_GT(calls, 1000);
  EXPECT_LT(calls, 4100);
}

TEST_F(Emitting, AListenerMayEmitOtherSignalsAsOftenAsItLikes) {
  int rows = 0;
  int cells = 0;
  signals.listen("table", [&](const Signal&) {
    for (int i = 0; i < 5000; ++i) signals.send("row");
  });
  signals.listen("row", [&](const Signal&) {
    ++rows;
    signals.send("cell");
  });
  signals.listen("cell", [&](const Signal&) { ++cells; });
  signals.send("table");
  EXPECT_EQ(rows, 5000);
  EXPECT_EQ(cells, 5000);
  EXPECT_TRUE(log.lines().empty());
}

}  // namespace
}  // namespace aio::runtime

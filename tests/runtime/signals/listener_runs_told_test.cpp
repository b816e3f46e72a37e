// SPDX-License-Identifier: MIT
// What an observer hears of listeners' runs, and of emits that are watched.
#include <stdexcept>

#include "daemon/runtime/history/run_history.hpp"
#include "tests/runtime/signals/signals_fixture.hpp"

namespace aio::runtime {
namespace {

using namespace std::chrono_literals;
using testing::ElementsAre;

/// Emits, as words: "s began data", "s 1 ok 1 failed".
class EmitLog final : public Observer {
 public:
  void emit_began(std::string_view signal, const std::string* data) noexcept override {
    lines.push_back(std::string(signal) + " began" + (data != nullptr ? " " + *data : ""));
  }
  void emit_ended(const EmitEnded& emit) noexcept override {
    lines.push_back(std::string(emit.signal) + " " + std::to_string(emit.ok) + " ok " +
                    std::to_string(emit.failed) + " failed " + std::to_string(emit.dropped) +
                    " dropped");
  }
  std::vector<std::string> lines;
};

class ListenerRunsTold : public testing::Test {
 protected:
  ListenerRunsTold() {
    table.replace({{.section = "x",
                    .signal = "s",
                    .handler_name = "test.good",
                    .function = [](const Signal&) {}},
                   {.section = "x",
                    .signal = "s",
                    .handler_name = "test.bad",
                    .function = [](const Signal&) { throw std::runtime_error("broken"); }},
                   {.section = "x",
                    .signal = "late",
                    .handler_name = "test.late",
                    .function = [](const Signal&) -> task<> { co_await sleep(2s); }}});
  }
  void emit(std::string name, std::string data = {}) {
    const auto work = [](SignalTable& table, std::string name, std::string data) -> task<> {
      co_await table.emit(std::move(name), std::move(data));
    };
    tasks.spawn(work(table, std::move(name), std::move(data)));
    loop.run_for(1s);
  }
  std::vector<std::string> runs(std::string_view item) const {
    std::vector<std::string> words;
    for (const RunSnapshot& run : history.runs(item))
      words.push_back(run.outcome + (run.error.empty() ? "" : " " + run.error));
    return words;
  }

  ManualClock clock;
  EventLoop loop{clock};
  LogCapture log;
  EmitLog observer;
  RunHistory history{observer};
  SignalTable table{loop, history, ascii_fold, [](const std::string& section) {
                      return Section(configuration(section, "x-colour", "red"), section);
                    }};
  TaskGroup tasks{loop};
};

TEST_F(ListenerRunsTold, AnEmitWithOutcomesLeavesARunOfEachListener) {
  emit("s");
  EXPECT_THAT(runs("signal/s"), ElementsAre("failed test.bad: broken", "ok"));
}

TEST_F(ListenerRunsTold, ASendLeavesWhatFailedAlone) {
  table.send("s");
  EXPECT_THAT(runs("signal/s"), ElementsAre("failed test.bad: broken"));
}

TEST_F(ListenerRunsTold, ARunThatGoesOnIsOnUntilItEndsAlsoOfASend) {
  table.send("late");
  loop.run_for(1s);
  EXPECT_THAT(runs("signal/late"), ElementsAre("running"));
  loop.run_for(2s);
  EXPECT_THAT(runs("signal/late"), ElementsAre("ok"));
  EXPECT_EQ(history.runs("signal/late")[0].took, 2s);
}

TEST_F(ListenerRunsTold, EmitsAreToldOfWhileTheyAreWatched) {
  table.send("s", "before");
  table.watch(true);
  table.send("s", "x");
  emit("s", "x");
  table.watch(false);
  table.send("s", "after");
  EXPECT_THAT(observer.lines, ElementsAre("s began", "s 1 ok 1 failed 0 dropped", "s began",
                                          "s 1 ok 1 failed 0 dropped"));
}

TEST_F(ListenerRunsTold, AWatchedEmitThatNobodyHearsIsToldOfToo) {
  table.watch(true);
  table.send("silence");
  emit("nothing");
  EXPECT_THAT(observer.lines, ElementsAre("silence began", "silence 0 ok 0 failed 0 dropped",
                                          "nothing began", "nothing 0 ok 0 failed 0 dropped"));
  EXPECT_FALSE(table.heard("silence"));
}

TEST_F(ListenerRunsTold, DataIsToldOfWhatIsExported) {
  table.replace({}, {{.name = "s", .exported = true}});
  table.watch(true);
  table.send("s", "data");
  EXPECT_EQ(observer.lines[0], "s began data");
}

TEST_F(ListenerRunsTold, AWatchedEmitThatIsRefusedHasButAnEnd) {
  table.watch(true);
  loop.run_until_done(table.stop(0s));
  table.send("s");
  EXPECT_THAT(observer.lines, ElementsAre("s 0 ok 0 failed 2 dropped"));
}

}  // namespace
}  // namespace aio::runtime

// SPDX-License-Identifier: MIT
// The runner's transaction: all or nothing, and only what changed is touched.
#include <aio/app.hpp>
#include <aio/error.hpp>
#include <aio/sleep.hpp>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <sys/socket.h>
#include <unistd.h>

#include "daemon/runtime/servers/listening.hpp"
#include "tests/runner/transaction_fixture.hpp"

namespace aio::runner {
namespace {

using namespace std::chrono_literals;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::Pair;

TEST_F(Transaction, AReloadTouchesOnlyWhatChanged) {
  start(beat + adder + "[listen/a]\nx = seed.listener\n");
  const auto before = port("add");
  const Change change = reload(beat + adder +
                               "[schedule/new]\nevery = 1h\nfunc = seed.scheduler\n"
                               "[listen/a]\nx = seed.listener2\n");
  EXPECT_EQ(change.generation, 2);
  EXPECT_THAT(change.done, ElementsAre(Pair("changed", "listen/a"), Pair("started", "schedule/new"),
                                       Pair("kept", "1 schedule, 1 server")));
  EXPECT_EQ(port("add"), before);
}

TEST_F(Transaction, AReloadKeepsThePhaseOfAnUntouchedSchedule) {
  start(beat);
  app_->pass(9s);
  reload(beat + adder);
  const auto hits = app_->logged().size();
  app_->pass(1s);
  EXPECT_EQ(app_->logged().size(), hits + 1);
}

TEST_F(Transaction, ARemovedServerIsClosedAndARemovedScheduleIsSilent) {
  start(beat + adder);
  const auto before = port("add");
  const Change change = reload("");
  EXPECT_THAT(change.done,
              ElementsAre(Pair("stopped", "schedule/beat"), Pair("stopped", "server/add")));
  EXPECT_THROW(app_->ask(before, "1"), std::exception);
  EXPECT_THAT(app::servers(), IsEmpty());
}

TEST_F(Transaction, AReloadWithThreeMistakesNamesAllThreeAndChangesNothing) {
  start(beat + adder);
  const auto before = port("add");
  try {
    reload(
        "[schedule/beat]\nevery = 5 parsecs\nfunc = seed.schedule\n"
        "[server/add]\nprotocol = seed.AdditionServerProtocol\nprot = 0\n");
    FAIL() << "was accepted";
  } catch (const Error& error) {
    EXPECT_EQ(error.fault(), Fault::broken_config);
    EXPECT_THAT(error.what(), HasSubstr(file().string() + ":4: "));
    EXPECT_THAT(error.what(), HasSubstr(file().string() + ":5: "));
    EXPECT_THAT(error.what(), HasSubstr(file().string() + ":8: "));
  }
  EXPECT_EQ(app_->runner().snapshot().generation, 1);
  EXPECT_EQ(app_->ask(before, "20 + 3"), "23");
}

TEST_F(Transaction, ABusyPortRefusesAReloadAndChangesNothing) {
  start(beat);
  const auto taken = runtime::Listening::open({"127.0.0.1", 0});
  const std::string busy = "[server/busy]\nprotocol = seed.AdditionServerProtocol\nport = " +
                           std::to_string(taken.bound().port) + "\n";
  try {
    reload(beat + adder + busy);
    FAIL() << "was accepted";
  } catch (const Error& error) {
    EXPECT_THAT(error.what(), HasSubstr("server 'busy' cannot be opened on 127.0.0.1 port"));
    EXPECT_THAT(error.what(), HasSubstr("Address already in use"));
  }
  EXPECT_THAT(app::servers(), IsEmpty());
  EXPECT_EQ(app_->runner().snapshot().state, State::running);
}

std::string adder_at(const std::string& name, std::uint16_t port) {
  return "[server/" + name +
         "]\nprotocol = seed.AdditionServerProtocol\nport = " + std::to_string(port) + "\n";
}

/// A port that was free a moment ago.
std::uint16_t free_port() {
  return runtime::Listening::open({"127.0.0.1", 0}).bound().port;
}

TEST_F(Transaction, AMovedServerAnswersAtItsNewPortAndNoMoreAtTheOld) {
  const auto before = free_port();
  start(adder_at("add", before));
  const auto after = free_port();
  reload(adder_at("add", after));
  EXPECT_EQ(app_->ask(after, "1 + 1"), "2");
  EXPECT_THROW(app_->ask(before, "1"), std::exception);
}

TEST_F(Transaction, ARenamedServerKeepsItsPort) {
  const auto where = free_port();
  start(adder_at("old", where));
  EXPECT_THAT(reload(adder_at("new", where)).done,
              ElementsAre(Pair("started", "server/new"), Pair("stopped", "server/old")));
  EXPECT_EQ(app_->ask(where, "1 + 1"), "2");
}

TEST_F(Transaction, TwoServersTradeTheirPorts) {
  const auto one = free_port();
  start(adder_at("a", one) + "[server/b]\nfactory = seed.addition_server_factory\nport = 0\n");
  const auto two = free_port();
  reload(adder_at("a", one) + adder_at("b", two));
  reload(adder_at("a", two) + adder_at("b", one));
  EXPECT_EQ(port("a"), two);
  EXPECT_EQ(port("b"), one);
  EXPECT_EQ(app_->ask(one, "1 + 1"), "2");
  EXPECT_EQ(app_->ask(two, "2 + 2"), "4");
}

TEST_F(Transaction, ChangesThatArriveTogetherAreMadeOneAfterTheOther) {
  start(beat);
  std::vector<std::uint64_t> generations;
  const auto change = [](Runner& runner, std::vector<std::uint64_t>& seen) -> task<> {
    seen.push_back((co_await runner.reload()).generation);
  };
  Runner& runner = app_->runner();
  for (int i = 0; i < 3; ++i) runner.spawn(change(runner, generations), {});
  app_->pass(1s);
  EXPECT_THAT(generations, ElementsAre(2, 3, 4));
}

// The first section loads a module and the last one another: what is between them is not read in
// one turn of the loop.
TEST_F(Transaction, TheLoopTurnsWhileManySectionsAreRead) {
  std::string text = "[schedule/first]\nevery = 1h\nfunc = seed.failing\n";
  for (int i = 0; i < 20'000; ++i)
    text += "[schedule/s" + std::to_string(i) + "]\nevery = 1h\nfunc = seed.failing\n";
  text += "[schedule/last]\nevery = 1h\nfunc = fixture.good.tick\n";
  write(with_modules(text));
  app_.emplace(search_for(file()));
  int turns = 0;
  bool over = false;
  const auto count = [](Runner& runner, const bool& over, int& turns) -> task<> {
    for (; !over; co_await sleep(0ns))
      if (runner.modules().size() == 1) ++turns;
  };
  const auto start = [](Runner& runner, bool& over) -> task<> {
    const std::unique_ptr<bool, void (*)(bool*)> end(&over, [](bool* over) { *over = true; });
    co_await runner.start();
  };
  app_->runner().spawn(count(app_->runner(), over, turns), {});
  app_->finish(start(app_->runner(), over));
  EXPECT_GE(turns, 20'000 / 500);
  EXPECT_EQ(app_->runner().snapshot().schedules.size(), 20'002U);
}

TEST_F(Transaction, AChangeThatArrivesWhileAnotherIsReadWaitsForIt) {
  start(beat);
  std::string text = beat;
  for (int i = 0; i < 5'000; ++i)
    text += "[schedule/s" + std::to_string(i) + "]\nevery = 1h\nfunc = seed.failing\n";
  write(with_modules(text));
  std::vector<std::string> seen;
  const auto change = [](Runner& runner, std::vector<std::string>& seen) -> task<> {
    const Change change = co_await runner.reload();
    seen.push_back(std::to_string(change.generation) + ": " + std::to_string(change.done.size()));
  };
  Runner& runner = app_->runner();
  for (int i = 0; i < 2; ++i) runner.spawn(change(runner, seen), {});
  app_->pass(1s);
  EXPECT_THAT(seen, ElementsAre("2: 5001", "3: 1"));
}

TEST_F(Transaction, AScheduleThatThrowsGoesOnAndIsCounted) {
  start("[schedule/bad]\nevery = 1\nfunc = seed.failing\n");
  app_->pass(2500ms);
  const auto schedule = app_->runner().snapshot().schedules.at(0);
  EXPECT_GE(schedule.failures, 3);
  EXPECT_EQ(schedule.last_error, "no luck");
}

TEST_F(Transaction, AnEmitThatIsTooLargeIsRefused) {
  start("");
  EXPECT_THROW(app_->result(app_->runner().emit("x", std::string(Runner::largest_emit, 'x'))),
               Error);
}

TEST_F(Transaction, AnEmitBeforeTheStartReachesTheListeners) {
  write(with_modules("[listen/l]\nx = seed.listener\n"));
  app_.emplace(search_for(file()));
  std::vector<Outcome> outcomes;
  const auto emit = [](Runner& runner, std::vector<Outcome>& seen) -> task<> {
    seen = co_await runner.emit("x", "early");
  };
  app_->runner().spawn(emit(app_->runner(), outcomes), {});
  app_->start();
  app_->pass(2s);
  ASSERT_EQ(outcomes.size(), 1);
  EXPECT_EQ(outcomes[0].result, Outcome::Result::ok);
  EXPECT_TRUE(app_->logged("Listener received: early"));
}

TEST_F(Transaction, AnEmitBeforeAStartThatFailsEndsWithTheApp) {
  write("[schedule/bad]\n");
  app_.emplace(search_for(file()));
  bool ended = false;
  app_->runner().spawn(
      [](Runner& runner) -> task<> { co_await runner.emit("x", ""); }(app_->runner()),
      [&](const std::exception_ptr&) { ended = true; });
  EXPECT_THROW(app_->start(), Error);
  app_->stop();
  EXPECT_TRUE(ended);
}

}  // namespace
}  // namespace aio::runner

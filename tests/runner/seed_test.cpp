// SPDX-License-Identifier: MIT
// Every example of the document that the project started from, in C++.
#include <aio/app.hpp>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>

#include "tests/runner/running_app.hpp"

namespace aio::runner {
namespace {

using namespace std::chrono_literals;
using testing::ElementsAre;
using testing::IsEmpty;

long hits(RunningApp& app, const std::string& text) {
  const auto lines = app.logged();
  return std::ranges::count(lines, text);
}

TEST(Seed, InitiallyThereIsNoConfigNoSignalsNoModulesAndNoServers) {
  EXPECT_EQ(app::config(), nullptr);
  EXPECT_EQ(app::signals(), nullptr);
  EXPECT_THAT(app::modules(), IsEmpty());
  EXPECT_THAT(app::servers(), IsEmpty());
}

TEST(Seed, TheDefaultConfigurationGivesConfigAndSignals) {
  RunningApp running("");
  running.start();
  ASSERT_NE(app::config(), nullptr);
  EXPECT_EQ(app::config()->get("aio", "log_level"), "INFO");
  EXPECT_NE(app::signals(), nullptr);
  EXPECT_THAT(app::modules(), IsEmpty());
}

TEST(Seed, ClearLeavesEverythingEmptyAndClosesTheSockets) {
  RunningApp running(
      with_modules("[server/additiontest]\nprotocol: seed.AdditionServerProtocol\nport: 0\n"));
  running.start();
  const auto port = app::servers().at(0).port;
  EXPECT_EQ(running.ask(port, "1 + 1"), "2");
  running.stop();
  EXPECT_EQ(app::config(), nullptr);
  EXPECT_EQ(app::signals(), nullptr);
  EXPECT_THAT(app::modules(), IsEmpty());
  EXPECT_THAT(app::servers(), IsEmpty());
  EXPECT_THROW(running.ask(port, "1 + 1"), std::exception);
}

TEST(Seed, AListenerFromTheConfigurationHearsTheSignal) {
  RunningApp running(with_modules("[listen/testlistener]\ntest-signal = seed.listener\n"));
  running.start();
  const auto outcomes = running.result(running.runner().emit("test-signal", "BOOM!"));
  ASSERT_EQ(outcomes.size(), 1);
  EXPECT_EQ(outcomes[0].result, Outcome::Result::ok);
  EXPECT_EQ(outcomes[0].handler, "seed.listener");
  EXPECT_EQ(outcomes[0].took, 1s);
  EXPECT_TRUE(running.logged("Listener received: BOOM!"));
}

TEST(Seed, AListenerAddedByCodeHearsTheSignal) {
  RunningApp running("");
  running.start();
  std::string heard;
  app::signals()->listen("test-signal-2",
                         ListenerFunction([&](Signal signal) { heard = signal.data(); }));
  running.result(running.runner().emit("test-signal-2", "BOOM AGAIN!"));
  EXPECT_EQ(heard, "BOOM AGAIN!");
}

TEST(Seed, ModulesOfTheConfigurationAreListed) {
  RunningApp running(with_modules("modules =\n  seed\n"));
  running.start();
  ASSERT_EQ(app::modules().size(), 1);
  EXPECT_EQ(app::modules()[0].name, "seed");
}

TEST(Seed, AScheduleOfTwoSecondsHitsThreeTimesInFive) {
  RunningApp running(with_modules("[schedule/test-scheduler]\nevery: 2\nfunc: seed.scheduler\n"));
  running.finish(running.runner().start());
  // start() itself takes no time of the loop's clock beyond the tenth in which it ended.
  running.pass(4900ms);
  EXPECT_EQ(hits(running, "HIT: test-scheduler"), 3);
}

TEST(Seed, TheAdditionServerAnswersByProtocol) {
  RunningApp running(
      with_modules("[server/additiontest]\nprotocol: seed.AdditionServerProtocol\nport: 0\n"));
  running.start();
  EXPECT_EQ(running.ask(app::servers().at(0).port, "2 + 2 + 3"), "7");
}

TEST(Seed, TheAdditionServerAnswersByFactory) {
  RunningApp running(
      with_modules("[server/additiontest]\nfactory = seed.addition_server_factory\nport: 0\n"));
  running.start();
  EXPECT_TRUE(running.logged("factory of additiontest"));
  EXPECT_EQ(running.ask(app::servers().at(0).port, "17 + 5 + 1"), "23");
}

TEST(Seed, TheAdditionServerAnswersByAFunctionThatReturnsTheProtocol) {
  RunningApp running(
      with_modules("[server/additiontest]\nprotocol = seed.server_protocol\nport: 0\n"));
  running.start();
  EXPECT_EQ(running.ask(app::servers().at(0).port, "2 + 2 + 3"), "7");
}

TEST(Seed, SeveralSignalsSectionsAndFunctionsAreHeardInOrder) {
  RunningApp running(
      with_modules("[listen/one]\nsignal-a =\n  seed.listener\n  seed.listener2\n"
                   "signal-b = seed.listener2\n[listen/two]\nsignal-a = seed.announcing\n"));
  running.start();
  const auto outcomes = running.result(running.runner().emit("signal-a", "x"));
  ASSERT_EQ(outcomes.size(), 3);
  EXPECT_EQ(outcomes[0].handler, "seed.listener");
  EXPECT_EQ(outcomes[1].handler, "seed.listener2");
  EXPECT_EQ(outcomes[2].handler, "seed.announcing");
  EXPECT_EQ(running.result(running.runner().emit("signal-b", "x")).size(), 1);
}

TEST(Seed, ConfigAndModulesAreSeenFromAHandler) {
  RunningApp running(
      with_modules("[schedule/look]\nevery = 1h\nfunc = seed.looking\nx-colour = red\n"));
  running.start();
  running.pass(1s);
  EXPECT_TRUE(running.logged("x-colour is red, level is INFO, modules 1"));
}

TEST(Seed, TheAppAnnouncesItsStartAfterEverySocketIsBoundAndItsEnd) {
  RunningApp running(
      with_modules("[listen/life]\naio-starting = seed.announcing\naio-started = seed.announcing\n"
                   "aio-stopping = seed.announcing\n"
                   "[server/one]\nprotocol = seed.AdditionServerProtocol\nport = 0\n"));
  running.start();
  running.pass(1s);
  const auto lines = running.logged();
  const auto starting = std::ranges::find(lines, "aio-starting: 0 servers");
  const auto started = std::ranges::find(lines, "aio-started: 1 servers");
  EXPECT_NE(starting, lines.end());
  EXPECT_NE(started, lines.end());
  EXPECT_LT(starting, started);
  running.stop();
  EXPECT_TRUE(running.logged("aio-stopping: 1 servers"));
}

}  // namespace
}  // namespace aio::runner

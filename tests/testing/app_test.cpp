// SPDX-License-Identifier: MIT
// What a module's author does with <aio/testing.hpp>, in a namespace that is not aio's.
#include <aio/testing.hpp>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <stdexcept>

namespace authors {
namespace {

using namespace std::chrono_literals;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;

constexpr const char* beat = "[schedule/beat]\nevery = 2\nfunc = my.example.beat\n";

void example(aio::ModuleBuilder& module) {
  module.schedule("beat", [](aio::ScheduledEvent event) {
    aio::log::info("HIT: {}", event.name());
    aio::app::send("beaten", event.name());
  });
  module.schedule("slow", [](aio::ScheduledEvent) -> aio::task<> {
    co_await aio::sleep(10min);
    throw std::runtime_error("overslept");
  });
  module.listener("shout", [](aio::Signal signal) -> aio::task<> {
    co_await aio::sleep(1s);
    aio::log::warning("Heard {}", signal.data());
  });
}

struct Example : testing::Test {
  static void give_to(aio::testing::App& app) { app.module("my.example", example); }
};

using ATestingApp = Example;

TEST_F(ATestingApp, HitsThreeTimesInFiveSecondsWithEveryTwo) {
  aio::testing::App app(beat);
  give_to(app);
  app.run_forever(5s);
  EXPECT_EQ(app.logged("HIT: beat"), 3);
}

TEST_F(ATestingApp, LetsADayPassInNoTime) {
  aio::testing::App app(beat);
  give_to(app);
  app.run_forever(24h + 1s);
  EXPECT_EQ(app.logged("HIT: beat"), 12 * 3600 + 1);
}

TEST_F(ATestingApp, TellsHowAnEmitEnded) {
  aio::testing::App app("[listen/one]\nBOOM = my.example.shout\n");
  give_to(app);
  const auto outcomes = app.emit("boom", "!");
  ASSERT_EQ(outcomes.size(), 1);
  EXPECT_EQ(outcomes[0].handler, "my.example.shout");
  EXPECT_EQ(outcomes[0].result, aio::Outcome::Result::ok);
  EXPECT_EQ(outcomes[0].took, 1s);
  EXPECT_EQ(app.logged("Heard !"), 1);
}

TEST_F(ATestingApp, RunsATaskToItsEndAndGivesItsResult) {
  aio::testing::App app;
  const auto work = []() -> aio::task<int> {
    co_await aio::sleep(30min);
    co_return 7;
  };
  EXPECT_EQ(app.run_until_complete(work()), 7);
}

TEST_F(ATestingApp, ThrowsWhatATaskThrows) {
  aio::testing::App app;
  const auto work = []() -> aio::task<> {
    co_await aio::sleep(1s);
    throw std::out_of_range("too far");
  };
  EXPECT_THROW(app.run_until_complete(work()), std::out_of_range);
}

TEST_F(ATestingApp, MissesATaskThatDoesNotEnd) {
  aio::testing::App app;
  const auto work = []() -> aio::task<> {
    for (;;) co_await aio::sleep(1min);
  };
  EXPECT_THROW(app.run_until_complete(work()), aio::testing::Missed);
}

TEST_F(ATestingApp, TriggersASchedule) {
  aio::testing::App app("[schedule/slow]\nevery = 1d\nfunc = my.example.slow\nenabled = no\n");
  give_to(app);
  const auto outcome = app.trigger("slow");
  EXPECT_EQ(outcome.result, aio::Outcome::Result::failed);
  EXPECT_EQ(outcome.error, "overslept");
  EXPECT_EQ(outcome.took, 10min);
}

TEST_F(ATestingApp, WaitsForAnEmit) {
  aio::testing::App app(beat);
  give_to(app);
  app.start();
  EXPECT_EQ(app.expect_emit("Beaten", 3s), "beat");
  EXPECT_THROW(app.expect_emit("nothing", 3s), aio::testing::Missed);
}

TEST_F(ATestingApp, KeepsWhatASignalIsEmittedWith) {
  aio::testing::App app(beat);
  give_to(app);
  app.run_forever(1s);
  const auto heard = app.listen("beaten");
  app.emit("beaten", "by hand");
  app.run_forever(4s);
  EXPECT_THAT(heard.data(), ElementsAre("by hand", "beat", "beat"));
}

TEST_F(ATestingApp, KeepsLinesWithLevelAndLogger) {
  aio::testing::App app("[listen/one]\nboom = my.example.shout\n");
  give_to(app);
  app.emit("boom", "x");
  for (const auto& line : app.logged()) {
    if (line.text != "Heard x") continue;
    EXPECT_EQ(line.level, aio::log::Level::warning);
    return;
  }
  FAIL() << "the line is not there";
}

TEST_F(ATestingApp, IsEmptyBeforeItsStartAndAfterClear) {
  aio::testing::App app("[server/sum]\nprotocol = my.example.none\nport = 8888\nenabled = no\n" +
                        std::string(beat));
  app.module("my.example", [](aio::ModuleBuilder& module) {
    example(module);
    module.protocol<aio::Protocol>("none");
  });
  EXPECT_EQ(aio::app::config(), nullptr);
  app.start();
  EXPECT_NE(aio::app::config(), nullptr);
  app.clear();
  EXPECT_EQ(aio::app::config(), nullptr);
  EXPECT_EQ(aio::app::signals(), nullptr);
  EXPECT_THAT(aio::app::servers(), IsEmpty());
  EXPECT_EQ(app.logged("HIT: beat"), 1) << "what was logged is still there";
  app.run_forever(1s);
  EXPECT_EQ(app.logged("HIT: beat"), 2) << "it has begun anew";
}

TEST_F(ATestingApp, RefusesABrokenConfigurationWithAllThatIsWrong) {
  aio::testing::App app("[schedule/a]\nevery = often\nfunc = my.example.beet\n");
  give_to(app);
  try {
    app.start();
    FAIL() << "it was taken";
  } catch (const aio::Error& error) {
    EXPECT_THAT(error.what(), HasSubstr("every"));
    EXPECT_THAT(error.what(), HasSubstr("did you mean 'beat'?"));
  }
  EXPECT_EQ(aio::app::config(), nullptr);
}

TEST_F(ATestingApp, RefusesAModuleThatIsNotThere) {
  aio::testing::App app("[schedule/a]\nevery = 1\nfunc = no.such.thing\n");
  try {
    app.start();
    FAIL() << "it was taken";
  } catch (const aio::Error& error) {
    EXPECT_THAT(error.what(), HasSubstr("no.such"));
  }
}

TEST_F(ATestingApp, IsTheOnlyOneInItsProcess) {
  aio::testing::App one;
  aio::testing::App other;
  one.start();
  EXPECT_THROW(other.start(), aio::Error);
  one.clear();
  other.start();
}

}  // namespace
}  // namespace authors

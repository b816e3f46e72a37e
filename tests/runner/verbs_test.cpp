// SPDX-License-Identifier: MIT
// What is done to one item by name, through the runner.
#include <aio/error.hpp>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <unistd.h>
#include <fstream>

#include "tests/runner/running_app.hpp"

namespace aio::runner {
namespace {

using namespace std::chrono_literals;
using Result = Outcome::Result;

/// An app with one schedule, whose file may be written anew.
class Verbs : public testing::Test {
 protected:
  Verbs() {
    std::string name = testing::TempDir() + "aio-XXXXXX";
    folder_ = mkdtemp(name.data());
    write("every = 10\n");
    app.emplace(search_for(folder_ / "aio.conf"));
    app->start();
  }
  ~Verbs() override {
    app.reset();
    std::filesystem::remove_all(folder_);
  }
  void write(const std::string& schedule) {
    std::ofstream(folder_ / "aio.conf")
        << with_modules("[schedule/beat]\nfunc = seed.scheduler\n" + schedule);
  }
  void reload(const std::string& schedule) {
    write(schedule);
    app->result(app->runner().reload());
  }
  runtime::ScheduleSnapshot beat() { return app->runner().schedule("beat").value(); }

  std::optional<RunningApp> app;

 private:
  std::filesystem::path folder_;
};

TEST_F(Verbs, TriggerWaitsForTheRun) {
  app->pass(5s);
  const auto before = beat().runs;
  const auto outcome = app->result(app->runner().trigger("beat"));
  EXPECT_EQ(outcome.result, Result::ok);
  EXPECT_EQ(beat().runs, before + 1);
  EXPECT_EQ(beat().last_cause, "trigger");
}

TEST_F(Verbs, TriggerWithoutWaitingTellsHowItEndedWhereItHasAlready) {
  app->pass(5s);
  EXPECT_EQ(app->runner().trigger_now("beat").result, Result::ok);
}

TEST_F(Verbs, APauseAndTheCountersOutlastAReloadThatChangesTheSection) {
  app->pass(5s);
  app->runner().pause(ItemKind::schedule, "beat");
  const auto before = beat().runs;
  reload("every = 10\noverlap = queue\n");
  EXPECT_EQ(beat().state, "paused");
  EXPECT_EQ(beat().runs, before);
  reload("every = 3\n");
  EXPECT_EQ(beat().state, "paused");
  app->runner().resume(ItemKind::schedule, "beat");
  EXPECT_EQ(beat().state, "waiting");
}

TEST_F(Verbs, AStopOutlastsAReloadAndAStartUndoesIt) {
  app->pass(5s);
  app->finish(app->runner().stop_item(ItemKind::schedule, "beat"));
  reload("every = 3\n");
  EXPECT_EQ(beat().state, "stopped");
  app->finish(app->runner().start_item(ItemKind::schedule, "beat"));
  EXPECT_NE(beat().state, "stopped");
}

TEST_F(Verbs, AScheduleThatIsNotChangedIsLeftAloneByAReload) {
  app->pass(5s);
  write("every = 10\n");
  const Change change = app->result(app->runner().reload());
  EXPECT_THAT(change.done, testing::ElementsAre(testing::Pair("kept", "1 schedule")));
}

TEST_F(Verbs, AListenerAndAModuleHaveNoSuchVerbs) {
  for (const ItemKind kind : {ItemKind::listener, ItemKind::module}) {
    try {
      app->runner().pause(kind, "x");
      FAIL() << "paused it";
    } catch (const Error& error) {
      EXPECT_EQ(error.fault(), Fault::refused);
      EXPECT_EQ(error.what(),
                "a " + std::string(word(kind)) + " cannot be paused, as 'x' was to be");
    }
  }
}

TEST_F(Verbs, WhatIsNotThereIsNotFound) {
  try {
    app->runner().resume(ItemKind::schedule, "nobody");
    FAIL() << "found it";
  } catch (const Error& error) {
    EXPECT_EQ(error.fault(), Fault::not_found);
  }
}

}  // namespace
}  // namespace aio::runner

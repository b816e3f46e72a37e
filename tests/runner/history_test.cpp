// SPDX-License-Identifier: MIT
// What the runner remembers of its items.
#include <aio/error.hpp>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <unistd.h>
#include <fstream>

#include "tests/runner/running_app.hpp"

namespace aio::runner {
namespace {

using namespace std::chrono_literals;
using testing::ElementsAre;

constexpr const char* beat = "[schedule/beat]\nevery = 10\nfunc = seed.scheduler\n";

/// An app whose file may be written anew.
class History : public testing::Test {
 protected:
  History() {
    std::string name = testing::TempDir() + "aio-XXXXXX";
    folder_ = mkdtemp(name.data());
    write(beat);
    app.emplace(search_for(folder_ / "aio.conf"));
    app->start();
  }
  ~History() override {
    app.reset();
    std::filesystem::remove_all(folder_);
  }
  void write(const std::string& sections) {
    std::ofstream(folder_ / "aio.conf") << with_modules(sections);
  }
  void reload(const std::string& sections) {
    write(sections);
    app->result(app->runner().reload());
  }
  ItemHistory of(ItemKind kind, const std::string& name) {
    return app->runner().history(ItemName{kind, name});
  }

  std::optional<RunningApp> app;

 private:
  std::filesystem::path folder_;
};

TEST_F(History, AScheduleHasItsRunsWithTheirCauses) {
  app->pass(15s);
  app->result(app->runner().trigger("beat"));
  const auto runs = of(ItemKind::schedule, "beat").runs;
  ASSERT_EQ(runs.size(), 3U);
  EXPECT_EQ(runs[0].cause, "trigger");
  EXPECT_EQ(runs[1].cause, "due");
  EXPECT_EQ(runs[0].outcome, "ok");
  EXPECT_EQ(std::chrono::floor<std::chrono::seconds>(runs[1].started - runs[2].started), 10s);
  EXPECT_GT(runs[0].id, runs[1].id);
}

TEST_F(History, TheLinesOfAnItemAreThoseOfItsRuns) {
  app->pass(5s);
  const ItemHistory history = of(ItemKind::schedule, "beat");
  ASSERT_EQ(history.runs.size(), 1U);
  ASSERT_FALSE(history.lines.empty());
  EXPECT_EQ(history.lines[0].run, history.runs[0].id);
}

TEST_F(History, LinesOfNoItemAreTheRunnersOwn) {
  const ItemHistory history = app->runner().history(std::nullopt);
  EXPECT_TRUE(history.runs.empty());
  ASSERT_FALSE(history.lines.empty());
  EXPECT_THAT(history.lines.front().text, testing::StartsWith("ready: 1 schedule"));
}

TEST_F(History, AnItemThatThereIsNotIsNotFound) {
  try {
    of(ItemKind::server, "beat");
    FAIL() << "there is no such server";
  } catch (const Error& error) {
    EXPECT_EQ(error.fault(), Fault::not_found);
    EXPECT_STREQ(error.what(), "there is no server 'beat'");
  }
}

TEST_F(History, AReloadKeepsWhatStaysAndForgetsWhatGoes) {
  app->pass(5s);
  reload(beat + std::string("[schedule/other]\nevery = 10\nfunc = seed.scheduler\n"));
  app->pass(1s);
  EXPECT_EQ(of(ItemKind::schedule, "beat").runs.size(), 1U);
  EXPECT_EQ(of(ItemKind::schedule, "other").runs.size(), 1U);
  reload(beat);
  reload(beat + std::string("[schedule/other]\nevery = 10\nenabled = no\nfunc = seed.scheduler\n"));
  EXPECT_TRUE(of(ItemKind::schedule, "other").runs.empty());
  EXPECT_TRUE(of(ItemKind::schedule, "other").lines.empty());
}

}  // namespace
}  // namespace aio::runner

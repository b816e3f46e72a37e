// SPDX-License-Identifier: MIT
// Logging as part of the runner's transaction.
#include <aio/error.hpp>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>
#include <sstream>

#include "tests/runner/running_app.hpp"

namespace aio::runner {
namespace {

using log::Level;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::Not;
using testing::Pair;

class Logging : public testing::Test {
 protected:
  Logging() {
    std::string name = testing::TempDir() + "aio-XXXXXX";
    folder_ = mkdtemp(name.data());
  }
  ~Logging() override {
    app_.reset();
    std::filesystem::remove_all(folder_);
  }

  std::filesystem::path file() const { return folder_ / "aio.conf"; }
  void write(const std::string& text) const { std::ofstream(file()) << with_modules(text); }
  std::string logged(const std::string& name) {
    app_->logged();  // all handlers have written
    std::ostringstream all;
    all << std::ifstream(folder_ / name).rdbuf();
    return all.str();
  }
  void start(const std::string& config) {
    write(config);
    app_.emplace(search_for(file()));
    app_->start();
  }
  Change reload(const std::string& config) {
    write(config);
    return app_->result(app_->runner().reload());
  }
  /// [handler_NAME] that writes the bare text to a file of the folder.
  std::string to_file(const std::string& name, const std::string& path) const {
    return "[handler_" + name + "]\nclass = FileHandler\nargs = ('" + (folder_ / path).string() +
           "',)\nformatter = bare\n[formatter_bare]\nformat = %(levelname)s %(name)s %(message)s\n";
  }
  Level least(const std::string& name) {
    for (const auto& logger : app_->runner().loggers())
      if (logger.name == name) return logger.effective;
    return Level::notset;
  }

  std::filesystem::path folder_;
  std::optional<RunningApp> app_;
};

TEST_F(Logging, FollowsItsSections) {
  start("[logger_my.app]\nlevel = DEBUG\nhandlers = f\npropagate = no\n" + to_file("f", "a.log"));
  log::Logger("my.app.db").debug("one");
  log::Logger("other").debug("unwanted");
  log::Logger("other").info("two");
  EXPECT_EQ(logged("a.log"), "DEBUG my.app.db one\n");
  EXPECT_TRUE(app_->logged("two"));
  EXPECT_FALSE(app_->logged("one"));
}

TEST_F(Logging, AReloadChangesALoggerAndTellsIt) {
  start("[logger_custom]\nqualname = my.app\nlevel = ERROR\n");
  const Change change = reload("[logger_custom]\nqualname = my.app\nlevel = DEBUG\n");
  EXPECT_THAT(change.done, ElementsAre(Pair("changed", "logger/custom")));
  EXPECT_EQ(least("my.app"), Level::debug);
}

TEST_F(Logging, AReloadTellsOfHandlersThatComeAndGo) {
  start("[logger_root]\nhandlers = f\n" + to_file("f", "a.log"));
  const Change change = reload("[logger_root]\nhandlers = g\n" + to_file("g", "b.log"));
  EXPECT_THAT(change.done, ElementsAre(Pair("started", "handler/g"), Pair("stopped", "handler/f"),
                                       Pair("changed", "logger/root")));
}

TEST_F(Logging, AHandlerThatIsTheSameKeepsItsFileOpen) {
  const std::string config = "[logger_root]\nhandlers = f\n" + to_file("f", "a.log");
  start(config);
  std::filesystem::rename(folder_ / "a.log", folder_ / "moved");
  reload(config + "[schedule/beat]\nevery = 1h\nfunc = seed.scheduler\n");
  log::info("after");
  EXPECT_THAT(logged("moved"), HasSubstr("INFO aio after\n"));
  EXPECT_FALSE(std::filesystem::exists(folder_ / "a.log"));
}

TEST_F(Logging, AFolderThatIsNotThereRefusesAReloadAndChangesNothing) {
  start("[logger_root]\nhandlers = f\n" + to_file("f", "a.log"));
  try {
    reload("[logger_root]\nhandlers = f\nlevel = DEBUG\n" + to_file("f", "no/such/a.log"));
    FAIL() << "was accepted";
  } catch (const Error& error) {
    EXPECT_EQ(error.fault(), Fault::failed);
    EXPECT_THAT(error.what(), HasSubstr("log handler 'f' cannot be opened: "));
    EXPECT_THAT(error.what(), HasSubstr("No such file or directory"));
    EXPECT_THAT(error.what(), HasSubstr("aio.conf:"));
  }
  EXPECT_EQ(least("root"), Level::info);
  log::info("still here");
  EXPECT_THAT(logged("a.log"), HasSubstr("INFO aio still here\n"));
}

TEST_F(Logging, AtAStartItDegradesAndTheDefaultHandlerIsThere) {
  start("[logger_root]\nhandlers = f\n" + to_file("f", "no/such/a.log"));
  EXPECT_EQ(app_->runner().snapshot().state, State::degraded);
  log::info("heard");
  EXPECT_TRUE(app_->logged("heard"));
}

TEST_F(Logging, AHandlerThatCouldNotBeOpenedIsTriedAgain) {
  start("[logger_root]\nhandlers = f\n" + to_file("f", "later/a.log"));
  std::filesystem::create_directory(folder_ / "later");
  app_->pass(std::chrono::seconds(5));
  EXPECT_EQ(app_->runner().snapshot().state, State::running);
  log::info("heard");
  EXPECT_THAT(logged("later/a.log"), HasSubstr("INFO aio heard\n"));
}

TEST_F(Logging, AFileIsNotCutByAReloadThatIsRefused) {
  std::ofstream(folder_ / "cut.log") << "precious\n";
  start("");
  const std::string cutting =
      "[handler_c]\nclass = FileHandler\nargs = ('" + (folder_ / "cut.log").string() + "', 'w')\n";
  EXPECT_THROW(reload(cutting + to_file("f", "no/such/a.log")), Error);
  EXPECT_EQ(logged("cut.log"), "precious\n");
  reload(cutting);
  EXPECT_EQ(logged("cut.log"), "");
}

TEST_F(Logging, MistakesAreProblemsWithTheirPlace) {
  start("");
  try {
    reload("[logger_a]\nhandlers = nowhere\n[handler_h]\nclass = Strange\n");
    FAIL() << "was accepted";
  } catch (const Error& error) {
    EXPECT_EQ(error.fault(), Fault::broken_config);
    EXPECT_THAT(error.what(), HasSubstr("aio.conf:4: unknown handler 'nowhere'"));
    EXPECT_THAT(error.what(), HasSubstr("aio.conf:6: unknown class 'Strange'"));
  }
}

TEST_F(Logging, ALevelSetAtRuntimeTouchesNoFileAndEndsWithItsConfiguration) {
  start("[logger_my.app]\nlevel = ERROR\n");
  app_->runner().log_level("my.app", Level::debug);
  EXPECT_EQ(least("my.app"), Level::debug);
  reload("[logger_my.app]\nlevel = ERROR\n[schedule/b]\nevery = 1h\nfunc = seed.scheduler\n");
  EXPECT_EQ(least("my.app"), Level::debug);
  reload("[logger_my.app]\nlevel = WARNING\n");
  EXPECT_EQ(least("my.app"), Level::warning);
  EXPECT_THROW(app_->runner().log_level("my.ap", Level::debug), Error);
}

TEST_F(Logging, ASnapshotCountsWhatAHandlerCouldNotWrite) {
  start(
      "[logger_root]\nhandlers = full\n[handler_full]\nclass = FileHandler\n"
      "args = ('/dev/full',)\n");
  log::info("one");
  app_->logged();
  const auto handlers = app_->runner().snapshot().log_handlers;
  ASSERT_EQ(handlers.size(), 1);
  EXPECT_EQ(handlers[0].name, "full");
  EXPECT_GE(handlers[0].dropped, 1);
}

TEST_F(Logging, LinesSayWhoseCodeWroteThem) {
  start("[logger_root]\nhandlers = f\n[handler_f]\nclass = FileHandler\nargs = ('" +
        (folder_ / "a.log").string() +
        "',)\nformatter = x\n[formatter_x]\nformat = %(name)s %(item)s %(run)d\n"
        "[schedule/beat]\nevery = 1h\nfunc = seed.scheduler\n");
  EXPECT_THAT(logged("a.log"), testing::ContainsRegex("seed schedule/beat [1-9]"));
}

}  // namespace
}  // namespace aio::runner

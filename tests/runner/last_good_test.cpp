// SPDX-License-Identifier: MIT
#include "daemon/runner/last_good.hpp"

#include <aio/error.hpp>

#include <gmock/gmock.h>

#include <sys/stat.h>
#include <filesystem>
#include <fstream>
#include <optional>
#include <string>

#include "tests/runner/running_app.hpp"

namespace aio::runner {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::Not;

namespace fs = std::filesystem;

const std::vector<SavedFile> two_files{{"aio.conf", "[a]\nb = 1\n"}, {"x.conf", ""}};

std::string failure_of(std::string_view text) {
  try {
    (void)parse_saved_files("kept", text);
  } catch (const Error& error) {
    return error.what();
  }
  return "none";
}

TEST(SavedFiles, AreReadBackAsTheyWere) {
  EXPECT_EQ(parse_saved_files("kept", dumped(two_files)), two_files);
  EXPECT_THAT(parse_saved_files("kept", dumped({})), IsEmpty());
}

TEST(SavedFiles, ThatAreNoneOrOnlyAPartAreRefused) {
  const std::string whole = dumped(two_files);
  EXPECT_EQ(failure_of(""), "kept: this is no configuration that this aiod has kept");
  EXPECT_EQ(failure_of("[a]\nb = 1\n"), "kept: this is no configuration that this aiod has kept");
  EXPECT_EQ(failure_of(whole.substr(0, whole.size() - 1)), "kept: a part of it is missing");
  EXPECT_EQ(failure_of(whole + "y.conf"), "kept: a part of it is missing");
}

/// A service with a configuration that is good at first, and a schedule to see it by.
class BadStart : public testing::Test {
 protected:
  BadStart() {
    std::string name = testing::TempDir() + "aio-XXXXXX";
    folder_ = mkdtemp(name.data());
    write("aio.conf", good());
  }
  ~BadStart() override {
    app_.reset();
    fs::remove_all(folder_);
  }

  static std::string good(const std::string& word = "old") {
    return with_modules("[app]\nword = " + word +
                        "\n[schedule/beat]\nevery = 1h\nfunc = seed.scheduler\n");
  }
  static std::string bad() {
    return with_modules("[app]\nword = new\n[schedule/beat]\nevery = 5 parsecs\n");
  }

  void write(const fs::path& name, const std::string& text) {
    fs::create_directories((folder_ / name).parent_path());
    std::ofstream(folder_ / name) << text;
  }
  void start(RunningApp::Started how = RunningApp::Started::as_a_service) {
    app_.reset();
    app_.emplace(search_for(folder_ / "aio.conf"), folder_ / "state", how);
    app_->start();
  }
  /// Ends what runs: what it keeps is on the disk then.
  void stop() {
    app_->stop();
    app_.reset();
  }
  void set(const std::string& section, const std::string& option, const std::string& value) {
    app_->result(app_->runner().edit({{section, option, value}}));
  }
  std::string refusal(const std::string& section,
                      const std::string& option,
                      const std::string& value) {
    try {
      set(section, option, value);
    } catch (const Error& error) {
      return error.what();
    }
    return "none";
  }
  std::string word() { return app_->runner().configuration()->get("app", "word").value_or("none"); }
  bool beats() { return app_->runner().schedule("beat").has_value(); }
  State state() { return app_->runner().snapshot().state; }
  std::vector<std::string> problems() { return app_->runner().snapshot().problems; }
  fs::path kept() const {
    for (const auto& each : fs::directory_iterator(folder_ / "state"))
      if (each.path().extension() == ".good") return each.path();
    return {};
  }

  fs::path folder_;
  std::optional<RunningApp> app_;
};

TEST_F(BadStart, RunsWhatWasTheLastGoodConfigurationAndSaysWhatIsWrong) {
  start();
  stop();
  write("aio.conf", bad());
  start();
  EXPECT_EQ(word(), "old");
  EXPECT_TRUE(beats());
  EXPECT_EQ(state(), State::degraded);
  EXPECT_THAT(problems(), ElementsAre(HasSubstr("aio.conf:"), HasSubstr("aio.conf:")));
  EXPECT_THAT(problems(), testing::Contains(HasSubstr("5 parsecs")));
  EXPECT_TRUE(
      app_->logged("the configuration has mistakes: the last good one is run in its place"));
}

TEST_F(BadStart, IsOverWithAReloadOfTheMendedFile) {
  start();
  stop();
  write("aio.conf", bad());
  start();
  EXPECT_THROW(app_->result(app_->runner().reload()), Error);
  EXPECT_EQ(word(), "old");
  EXPECT_EQ(state(), State::degraded);
  write("aio.conf", good("new"));
  app_->result(app_->runner().reload());
  EXPECT_EQ(word(), "new");
  EXPECT_EQ(state(), State::running);
  EXPECT_THAT(problems(), IsEmpty());
}

TEST_F(BadStart, TakesNoEditThatLeavesAMistakeInTheFile) {
  start();
  stop();
  write("aio.conf", with_modules("[app]\nword = new\n[schedule/beat]\nevery = 5 parsecs\n"
                                 "func = seed.scheduler\n"));
  start();
  EXPECT_THAT(refusal("app", "word", "newer"), HasSubstr("5 parsecs"));
  EXPECT_EQ(word(), "old");
  set("schedule/beat", "every", "5m");
  EXPECT_EQ(word(), "new");
  EXPECT_EQ(state(), State::running);
}

TEST_F(BadStart, HasTheDropInsAsTheyWere) {
  write("aio.conf.d/50.conf", "[app]\nword = from a drop-in\n");
  start();
  stop();
  write("aio.conf.d/50.conf", "[app]\nword = changed\n");
  write("aio.conf.d/60.conf", "junk\n");
  start();
  EXPECT_EQ(word(), "from a drop-in");
  EXPECT_THAT(problems(), ElementsAre(HasSubstr("60.conf:1: ")));
  fs::remove(folder_ / "aio.conf.d/60.conf");
  app_->result(app_->runner().reload());
  EXPECT_EQ(word(), "changed");
}

TEST_F(BadStart, KnowsTheConfigurationOfTheLastChange) {
  start();
  set("app", "word", "set");
  stop();
  write("aio.conf", bad());
  start();
  EXPECT_EQ(word(), "set");
}

TEST_F(BadStart, IsNoReasonToKeepTheBadOne) {
  start();
  stop();
  write("aio.conf", bad());
  start();
  stop();
  start();
  EXPECT_EQ(word(), "old");
}

TEST_F(BadStart, RunsWhatIsSoundWhereNothingWasKept) {
  write("aio.conf", bad());
  start();
  EXPECT_EQ(word(), "new");
  EXPECT_FALSE(beats());
  EXPECT_EQ(state(), State::degraded);
  stop();
  EXPECT_FALSE(fs::exists(folder_ / "state"));
}

TEST_F(BadStart, RunsWhatIsSoundWhereWhatWasKeptCannotBeRead) {
  start();
  stop();
  write(kept(), "aio last good configuration 2");
  write("aio.conf", bad());
  start();
  EXPECT_EQ(word(), "new");
  EXPECT_TRUE(app_->logged("the last good configuration cannot be had: " + kept().string() +
                           ": this is no configuration that this aiod has kept"));
}

TEST_F(BadStart, KeepsForItsOwnerAloneWhatMayHoldSecrets) {
  start();
  stop();
  struct stat status {};
  ASSERT_EQ(stat(kept().c_str(), &status), 0);
  EXPECT_EQ(status.st_mode & 0777, 0600u);
}

TEST_F(BadStart, ShowsToFewWhatIsNotInTheFilesAnyMore) {
  ASSERT_EQ(chmod(folder_.c_str(), 0755), 0);
  ASSERT_EQ(chmod((folder_ / "aio.conf").c_str(), 0644), 0);
  start();
  EXPECT_TRUE(app_->result(app_->runner().is_open_to_all()));
  stop();
  write("aio.conf", bad());
  start();
  EXPECT_FALSE(app_->result(app_->runner().is_open_to_all()));
}

TEST_F(BadStart, ByHandEndsItWithAllThatIsWrong) {
  start(RunningApp::Started::by_hand);
  stop();
  EXPECT_FALSE(fs::exists(folder_ / "state"));
  write("aio.conf", bad());
  EXPECT_THROW(start(RunningApp::Started::by_hand), Error);
}

}  // namespace
}  // namespace aio::runner

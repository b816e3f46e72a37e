// SPDX-License-Identifier: MIT
// What a change leaves besides files: values set at runtime alone, and the promise to take it back.
#include <aio/error.hpp>

#include <gmock/gmock.h>

#include <fstream>
#include <memory>
#include <optional>
#include <sstream>
#include <thread>

#include "conf/file_writer.hpp"
#include "tests/runner/running_app.hpp"

namespace aio::runner {
namespace {

using namespace std::chrono_literals;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::Pair;

constexpr Terms at_runtime{.layer = Layer::runtime};
constexpr Terms only_plan{.only_plan = true};
constexpr Terms for_a_minute{.revert_after = 60s};

class Live : public testing::Test {
 protected:
  Live() {
    std::string name = testing::TempDir() + "aio-XXXXXX";
    folder_ = mkdtemp(name.data());
    write("[app]\nword = file\n[schedule/beat]\nevery = 1h\nfunc = seed.scheduler\n");
    start();
  }
  ~Live() override {
    app_.reset();
    std::filesystem::remove_all(folder_);
  }

  void start(std::chrono::seconds later = 0s) {
    app_.emplace(search_for(folder_ / "aio.conf"), folder_ / "state");
    app_->set_wall(app_->wall() + later);
    app_->start();
  }
  void restart(std::chrono::seconds later = 0s) {
    app_.reset();
    start(later);
  }
  void write(const std::string& text) { std::ofstream(folder_ / "aio.conf") << with_modules(text); }
  std::string text() const {
    std::ostringstream all;
    all << std::ifstream(folder_ / "aio.conf").rdbuf();
    return all.str();
  }

  Change set(const std::string& value, Terms terms = {}, const std::string& option = "word") {
    return app_->result(app_->runner().edit({{"app", option, value}}, terms));
  }
  Change unset(Terms terms) {
    return app_->result(app_->runner().edit({{"app", "word", std::nullopt}}, terms));
  }
  std::string word() { return app_->runner().configuration()->get("app", "word").value_or("none"); }
  std::vector<std::string> drift() { return app_->runner().snapshot().runtime_values; }

  template <class Verb>
  std::string refusal(Verb verb) {
    try {
      verb();
    } catch (const Error& error) {
      return error.what();
    }
    return "none";
  }

  std::filesystem::path folder_;
  std::optional<RunningApp> app_;
};

TEST_F(Live, APlanTellsWhatAChangeWouldDoAndDoesNothing) {
  const std::string before = text();
  const Change change =
      app_->result(app_->runner().edit({{"schedule/beat", "every", "2h"}}, only_plan));
  EXPECT_EQ(change.generation, 1U);
  EXPECT_THAT(change.done, ElementsAre(Pair("changed", "schedule/beat")));
  EXPECT_EQ(app_->runner().schedule("beat")->every, 1h);
  EXPECT_EQ(text(), before);
  EXPECT_EQ(app_->runner().snapshot().generation, 1U);
}

TEST_F(Live, APlanIsRefusedWithTheMistakesThatTheChangeWouldHave) {
  EXPECT_THAT(refusal([&] {
                app_->result(app_->runner().edit({{"schedule/beat", "every", "often"}}, only_plan));
              }),
              HasSubstr("'every' is 'often', expected a time span"));
}

TEST_F(Live, AMovedServerIsReboundAndOthersAreKept) {
  app_->result(app_->runner().edit({{"server/a", "protocol", "seed.AdditionServerProtocol"},
                                    {"server/a", "path", (folder_ / "one").string()},
                                    {"server/a", "type", "unix"}}));
  const Change change =
      app_->result(app_->runner().edit({{"server/a", "path", (folder_ / "two").string()}}));
  EXPECT_THAT(change.done, ElementsAre(Pair("rebound", "server/a"), Pair("kept", "1 schedule")));
}

TEST_F(Live, AValueSetAtRuntimeHoldsAndIsInNoFile) {
  const std::string before = text();
  set("memory", at_runtime);
  EXPECT_EQ(word(), "memory");
  EXPECT_EQ(text(), before);
  EXPECT_THAT(drift(), ElementsAre("app:word"));
}

TEST_F(Live, WhatIsKeptIsForTheOwnersEyesOnly) {
  set("memory", at_runtime);
  const auto entry = *std::filesystem::directory_iterator(folder_ / "state");
  EXPECT_EQ(entry.status().permissions(),
            std::filesystem::perms::owner_read | std::filesystem::perms::owner_write);
}

TEST_F(Live, AValueSetAtRuntimeOutlastsReloadAndRestart) {
  set("memory", at_runtime);
  app_->result(app_->runner().reload());
  EXPECT_EQ(word(), "memory");
  restart();
  EXPECT_EQ(word(), "memory");
  EXPECT_THAT(drift(), ElementsAre("app:word"));
}

TEST_F(Live, AValueSetInTheFileEndsTheOneSetAtRuntime) {
  set("memory", at_runtime);
  set("new");
  EXPECT_EQ(word(), "new");
  EXPECT_THAT(drift(), IsEmpty());
  restart();
  EXPECT_EQ(word(), "new");
}

TEST_F(Live, AValueUnsetAtRuntimeIsTheFilesAgain) {
  set("memory", at_runtime);
  unset(at_runtime);
  EXPECT_EQ(word(), "file");
  EXPECT_THAT(drift(), IsEmpty());
  EXPECT_EQ(refusal([&] { unset(at_runtime); }), "'app:word' is not set in (runtime)");
}

TEST_F(Live, AMistakeIsRefusedAtRuntimeToo) {
  EXPECT_THAT(
      refusal([&] {
        app_->result(app_->runner().edit({{"schedule/beat", "every", "often"}}, at_runtime));
      }),
      HasSubstr("(runtime):2: 'every' is 'often'"));
  EXPECT_THAT(drift(), IsEmpty());
}

TEST_F(Live, AValueOfTheRuntimeThatHasGoneBadOnlyDegrades) {
  app_->result(app_->runner().edit({{"schedule/beat", "overlap", "queue"}}, at_runtime));
  app_.reset();
  write("[app]\nword = file\n");
  start();
  EXPECT_EQ(app_->runner().snapshot().state, State::degraded);
  EXPECT_THAT(app_->runner().snapshot().problems.at(0), HasSubstr("(runtime):"));
  app_->result(app_->runner().edit({{"schedule/beat", "overlap", std::nullopt}}, at_runtime));
  EXPECT_EQ(app_->runner().snapshot().state, State::running);
}

TEST_F(Live, AChangeThatNobodyConfirmsIsUndone) {
  const std::string before = text();
  set("trial", for_a_minute);
  EXPECT_TRUE(app_->runner().snapshot().revert_at);
  app_->pass(59s);
  EXPECT_EQ(word(), "trial");
  app_->pass(2s);
  EXPECT_EQ(word(), "file");
  EXPECT_EQ(text(), before);
  EXPECT_FALSE(app_->runner().snapshot().revert_at);
  EXPECT_TRUE(app_->logged("undone, since nobody has confirmed it: app:word"));
}

TEST_F(Live, AConfirmedChangeStays) {
  set("trial", for_a_minute);
  EXPECT_THAT(app_->result(app_->runner().confirm()), ElementsAre("app:word"));
  app_->pass(2min);
  EXPECT_EQ(word(), "trial");
  EXPECT_EQ(refusal([&] { app_->result(app_->runner().confirm()); }),
            "no change waits to be confirmed");
}

TEST_F(Live, AConfirmationThatCannotBeKeptLeavesThePromise) {
  set("trial", for_a_minute);
  const auto file = std::filesystem::directory_iterator(folder_ / "state")->path();
  std::filesystem::remove(file);
  std::filesystem::create_directory(file);
  EXPECT_EQ(refusal([&] { app_->result(app_->runner().confirm()); }),
            file.string() + ": Is a directory");
  app_->pass(61s);
  EXPECT_EQ(word(), "file");
}

TEST_F(Live, OfOneOptionInTwoSpellingsTheLastEditCountsAndIsUndone) {
  app_->result(app_->runner().edit({{"app", "Word", "one"}, {"app", "word", "two"}}, for_a_minute));
  EXPECT_EQ(word(), "two");
  app_->pass(61s);
  EXPECT_EQ(word(), "file");
}

TEST_F(Live, AnOptionThatWasNotThereGoesAgain) {
  const std::string before = text();
  set("trial", for_a_minute, "more");
  app_->pass(61s);
  EXPECT_EQ(text(), before);
}

TEST_F(Live, WhatWasSetAnewMeanwhileIsNotUndone) {
  set("trial", for_a_minute);
  set("better");
  app_->pass(61s);
  EXPECT_EQ(word(), "better");
  EXPECT_FALSE(app_->runner().snapshot().revert_at);
}

TEST_F(Live, OneChangeAtATimeWaitsToBeConfirmed) {
  set("trial", for_a_minute);
  EXPECT_EQ(refusal([&] { set("other", for_a_minute); }),
            "another change waits to be confirmed, or to be undone");
  EXPECT_EQ(word(), "trial");
}

TEST_F(Live, APromiseOutlastsARestart) {
  set("trial", for_a_minute);
  restart(30s);
  EXPECT_EQ(word(), "trial");
  app_->pass(31s);
  EXPECT_EQ(word(), "file");
}

TEST_F(Live, WhatIsOverdueIsUndoneBeforeItRunsAgain) {
  const std::string before = text();
  set("trial", for_a_minute);
  restart(5min);
  EXPECT_EQ(word(), "file");
  EXPECT_EQ(text(), before);
  EXPECT_FALSE(app_->runner().snapshot().revert_at);
}

TEST_F(Live, AValueSetAtRuntimeIsUndoneToo) {
  set("first", at_runtime);
  set("trial", {.layer = Layer::runtime, .revert_after = 60s});
  EXPECT_EQ(word(), "trial");
  app_->pass(61s);
  EXPECT_EQ(word(), "first");
  restart();
  EXPECT_EQ(word(), "first");
}

TEST_F(Live, WhatAnUndoneChangeHadEndedHoldsAgain) {
  const std::string before = text();
  set("memory", at_runtime);
  set("trial", for_a_minute);
  EXPECT_EQ(word(), "trial");
  EXPECT_THAT(drift(), IsEmpty());
  app_->pass(61s);
  EXPECT_EQ(word(), "memory");
  EXPECT_THAT(drift(), ElementsAre("app:word"));
  EXPECT_EQ(text(), before);
  restart();
  EXPECT_EQ(word(), "memory");
}

TEST_F(Live, ItHoldsAgainAlsoWhenItIsUndoneAtAStart) {
  set("memory", at_runtime);
  set("trial", for_a_minute);
  restart(5min);
  EXPECT_EQ(word(), "memory");
}

TEST_F(Live, WhatWasSetAtRuntimeMeanwhileIsNotUndone) {
  set("memory", at_runtime);
  set("trial", for_a_minute);
  set("later", at_runtime);
  app_->pass(61s);
  EXPECT_EQ(word(), "later");
  unset(at_runtime);
  EXPECT_EQ(word(), "file");
}

// The writer's turn is taken until the promise is on the disk; then the file is another one.
TEST_F(Live, AChangeThatCannotBeWrittenLeavesNoPromise) {
  set("memory", at_runtime);
  auto turn = std::make_unique<conf::FileWriter>(folder_ / "aio.conf");
  std::thread other([&] {
    const auto state = std::filesystem::directory_iterator(folder_ / "state")->path();
    const auto promised = [&] {
      std::ostringstream all;
      all << std::ifstream(state).rdbuf();
      return all.str().find("[revert]") != std::string::npos;
    };
    const auto patience = std::chrono::steady_clock::now() + 20s;
    while (!promised() && std::chrono::steady_clock::now() < patience) std::this_thread::yield();
    write("[app]\nword = other\n");
    turn.reset();
  });
  EXPECT_THAT(refusal([&] { set("trial", for_a_minute); }), HasSubstr("was changed meanwhile"));
  other.join();
  EXPECT_FALSE(app_->runner().snapshot().revert_at);
  EXPECT_EQ(word(), "memory");
  restart(5min);
  EXPECT_EQ(word(), "memory");
  unset(at_runtime);
  EXPECT_EQ(word(), "other");
}

TEST_F(Live, WhatCannotBeUndoneIsToldAndTriedAgain) {
  set("trial", for_a_minute);
  write("[app]\nword = trial\n[schedule/beat]\nevery = often\nfunc = seed.scheduler\n");
  app_->pass(61s);
  EXPECT_THAT(app_->runner().snapshot().problems, ElementsAre(HasSubstr("cannot undo app:word: ")));
  write("[app]\nword = trial\n");
  app_->pass(11s);
  EXPECT_EQ(word(), "file");
  EXPECT_THAT(app_->runner().snapshot().problems, IsEmpty());
}

TEST_F(Live, AStateOfALaterFormIsLeftAloneAndTold) {
  set("memory", at_runtime);
  app_.reset();
  for (const auto& entry : std::filesystem::directory_iterator(folder_ / "state"))
    std::ofstream(entry.path()) << "[state]\nversion = 9\n";
  start();
  EXPECT_EQ(word(), "file");
  EXPECT_THAT(app_->runner().snapshot().problems, ElementsAre(HasSubstr("is of version 9")));
  EXPECT_THAT(refusal([&] { set("memory", at_runtime); }), HasSubstr("is of version 9"));
  set("new");
  EXPECT_EQ(word(), "new");
}

TEST(LiveWithoutAFolder, KeepsNothingAndSaysSo) {
  RunningApp app(with_modules("[app]\nword = text\n"));
  app.start();
  try {
    app.result(app.runner().edit({{"app", "word", "x"}}, at_runtime));
    FAIL() << "was accepted";
  } catch (const Error& error) {
    EXPECT_STREQ(error.what(), "there is no folder to keep it in over a restart");
  }
}

}  // namespace
}  // namespace aio::runner

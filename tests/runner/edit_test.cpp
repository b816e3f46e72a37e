// SPDX-License-Identifier: MIT
// What edits do to a running app and to its file.
#include <aio/error.hpp>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "daemon/runner/reading.hpp"
#include "tests/runner/transaction_fixture.hpp"

namespace aio::runner {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;
using testing::Pair;

class Edits : public Transaction {};

TEST_F(Edits, SetAppliesLiveAndKeepsEveryOtherByteOfTheFile) {
  start("# level\nlog_level = INFO   \n\n" + beat);
  EXPECT_THAT(set("aio", "log_level", "DEBUG").done,
              ElementsAre(Pair("changed", "aio:log_level"), Pair("kept", "1 schedule")));
  EXPECT_EQ(app::config()->get("aio", "log_level"), "DEBUG");
  EXPECT_THAT(text(), HasSubstr("# level\nlog_level = DEBUG"));
  EXPECT_THAT(text(), HasSubstr(beat));
}

TEST_F(Edits, ASetListOfListenersHearsTheNextEmit) {
  start("[listen/a]\nx = seed.listener\n");
  set("listen/a", "x", "seed.listener\nseed.listener2");
  EXPECT_EQ(app_->result(app_->runner().emit("x", "")).size(), 2);
}

TEST_F(Edits, ARawValueIsKeptInTheFileAndResolvedWhenRead) {
  start(beat);
  set("aio/otherapp", "log_level", "${aio:log_level}");
  EXPECT_THAT(text(), HasSubstr("[aio/otherapp]\nlog_level = ${aio:log_level}"));
  EXPECT_EQ(app::config()->get("aio/otherapp", "log_level"), "INFO");
}

TEST_F(Edits, ARefusedSetLeavesTheFileAlone) {
  start(beat);
  const std::string before = text();
  EXPECT_THROW(set("schedule/beat", "every", "never"), Error);
  EXPECT_EQ(text(), before);
  EXPECT_EQ(app_->runner().snapshot().generation, 1);
}

TEST_F(Edits, AFileThatSomebodyChangedMeanwhileIsNotOverwritten) {
  write("[a]\nx = 1\n");
  conf::Search search;
  search.file = file();
  const Draft mine = draft(search, {.edits = {{"a", "x", "2"}}});
  write("[a]\nx = 3\n");
  EXPECT_THROW(runner::write(*mine.rewrite), Error);
  EXPECT_EQ(text(), "[a]\nx = 3\n");
}

TEST_F(Edits, UnsettingWhatIsNotSetIsNotFound) {
  start(beat);
  try {
    app_->result(app_->runner().edit({{"aio", "log_level", std::nullopt}}));
    FAIL() << "was accepted";
  } catch (const Error& error) {
    EXPECT_EQ(error.fault(), Fault::not_found);
  }
}

}  // namespace
}  // namespace aio::runner

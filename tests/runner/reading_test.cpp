// SPDX-License-Identifier: MIT
#include "daemon/runner/reading.hpp"

#include <aio/error.hpp>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <cstdlib>
#include <fstream>

#include "conf/files.hpp"

namespace aio::runner {
namespace {

using testing::HasSubstr;

class DraftTest : public testing::Test {
 protected:
  DraftTest() {
    std::string name = testing::TempDir() + "aio-XXXXXX";
    folder_ = mkdtemp(name.data());
    search_.folder = folder_;
    search_.system_file = folder_ / "none";
  }
  ~DraftTest() override { std::filesystem::remove_all(folder_); }

  void write(const std::string& name, const std::string& text) {
    std::filesystem::create_directories((folder_ / name).parent_path());
    std::ofstream(folder_ / name) << text;
  }

  std::filesystem::path folder_;
  conf::Search search_;
};

TEST_F(DraftTest, ReadsTheEditsWithoutWritingThem) {
  write("aio.conf", "[a]\nx = 1\n");
  const Draft draft = runner::draft(search_, {.edits = {{"a", "x", "2"}, {"b", "y", "3"}}});
  EXPECT_EQ(draft.reading.config->get("a", "x"), "2");
  EXPECT_EQ(draft.reading.config->get("b", "y"), "3");
  EXPECT_EQ(draft.rewrite->before, "[a]\nx = 1\n");
  EXPECT_THAT(draft.rewrite->after, HasSubstr("[a]\nx = 2\n"));
  EXPECT_EQ(conf::load(search_).config->get("a", "x"), "1");
}

TEST_F(DraftTest, MakesAFileInTheCurrentFolderWhenThereIsNone) {
  const Draft draft = runner::draft(search_, {.edits = {{"a", "x", "1"}}});
  EXPECT_EQ(draft.rewrite->file, folder_ / "aio.conf");
  EXPECT_EQ(draft.rewrite->before, std::nullopt);
  runner::write(*draft.rewrite);
  EXPECT_EQ(conf::load(search_).config->get("a", "x"), "1");
}

TEST_F(DraftTest, RefusesWhatADropInWouldOverride) {
  write("aio.conf", "[a]\nx = 1\n");
  write("aio.conf.d/10.conf", "[a]\nx = 9\n");
  try {
    runner::draft(search_, {.edits = {{"a", "x", "2"}}});
    FAIL() << "was accepted";
  } catch (const Error& error) {
    EXPECT_EQ(error.fault(), Fault::broken_config);
    EXPECT_THAT(error.what(), HasSubstr("10.conf:2: 'a:x' is set here"));
  }
}

TEST_F(DraftTest, WritesOverNoFileThatCannotBeRead) {
  write("aio.conf", "[a]\nx = 1\n");
  std::filesystem::resize_file(folder_ / "aio.conf", conf::largest_file + 1);
  try {
    runner::draft(search_, {.edits = {{"a", "x", "2"}}});
    FAIL() << "was accepted";
  } catch (const Error& error) {
    EXPECT_EQ(error.fault(), Fault::failed);
    EXPECT_THAT(error.what(), HasSubstr("aio.conf: "));
  }
}

TEST_F(DraftTest, EditsNoFileOfAFolderThatIsNotItsOwn) {
  search_.editable = {folder_ / "own"};
  write("aio.conf", "[a]\nx = 1\n");
  try {
    runner::draft(search_, {.edits = {{"a", "x", "2"}}});
    FAIL() << "was accepted";
  } catch (const Error& error) {
    EXPECT_EQ(error.fault(), Fault::not_permitted);
    EXPECT_EQ(std::string(error.what()),
              (folder_ / "aio.conf").string() + ": not written, for this service was given only " +
                  (folder_ / "own").string() + " for its configuration (ConfigurationDirectory=)");
  }
}

TEST_F(DraftTest, EditsNoDropInWhenThereIsNoFile) {
  write("new.conf.d/10.conf", "[a]\nx = 1\n");
  search_.file = folder_ / "new.conf";
  const Draft draft = runner::draft(search_, {.edits = {{"b", "y", "2"}}});
  EXPECT_EQ(draft.rewrite->file, folder_ / "new.conf");
  EXPECT_EQ(draft.rewrite->before, std::nullopt);
  EXPECT_EQ(draft.rewrite->after, "[b]\ny = 2\n");
}

TEST_F(DraftTest, KnowsWhatHasChangedSinceTheReadingBefore) {
  write("aio.conf", "[a]\nx = 1\n[b]\nx = 1\n[c]\nx = 1\n");
  const Draft first = runner::draft(search_, Trial{});
  const Draft second =
      runner::draft(search_, {.edits = {{"b", "x", "2"}}}, KeptState::no_values(), &first.reading);
  EXPECT_THAT(second.reading.changed, testing::Optional(testing::ElementsAre("b")));
  runner::write(*second.rewrite);
  const Draft third = runner::draft(search_, Trial{}, KeptState::no_values(), &second.reading);
  EXPECT_THAT(third.reading.changed, testing::Optional(testing::IsEmpty()));
  const Draft fourth = runner::draft(search_, {{{"c", "x", "3"}}, Layer::runtime},
                                     KeptState::no_values(), &third.reading);
  EXPECT_THAT(fourth.reading.changed, testing::Optional(testing::ElementsAre("c")));
}

TEST_F(DraftTest, RefusesAnEditThatWouldNotReadBackAsItself) {
  write("aio.conf", "[a]\nx = 1\n");
  EXPECT_THROW(runner::draft(search_, {.edits = {{"a", "#x", "2"}}}), Error);
  EXPECT_THROW(runner::draft(search_, {.edits = {{"a", "x", "1\n# not a comment"}}}), Error);
}

}  // namespace
}  // namespace aio::runner

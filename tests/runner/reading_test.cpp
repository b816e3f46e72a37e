// SPDX-License-Identifier: MIT
#include "daemon/runner/reading.hpp"

#include <aio/error.hpp>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <cstdlib>
#include <fstream>

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
  const Draft draft = runner::draft(search_, {{"a", "x", "2"}, {"b", "y", "3"}});
  EXPECT_EQ(draft.reading.config->get("a", "x"), "2");
  EXPECT_EQ(draft.reading.config->get("b", "y"), "3");
  EXPECT_EQ(draft.rewrite->before, "[a]\nx = 1\n");
  EXPECT_THAT(draft.rewrite->after, HasSubstr("[a]\nx = 2\n"));
  EXPECT_EQ(conf::load(search_).config->get("a", "x"), "1");
}

TEST_F(DraftTest, MakesAFileInTheCurrentFolderWhenThereIsNone) {
  const Draft draft = runner::draft(search_, {{"a", "x", "1"}});
  EXPECT_EQ(draft.rewrite->file, folder_ / "aio.conf");
  EXPECT_EQ(draft.rewrite->before, std::nullopt);
  runner::write(*draft.rewrite);
  EXPECT_EQ(conf::load(search_).config->get("a", "x"), "1");
}

TEST_F(DraftTest, RefusesWhatADropInWouldOverride) {
  write("aio.conf", "[a]\nx = 1\n");
  write("aio.conf.d/10.conf", "[a]\nx = 9\n");
  try {
    runner::draft(search_, {{"a", "x", "2"}});
    FAIL() << "was accepted";
  } catch (const Error& error) {
    EXPECT_EQ(error.fault(), Fault::broken_config);
    EXPECT_THAT(error.what(), HasSubstr("10.conf:2: 'a:x' is set here"));
  }
}

TEST_F(DraftTest, RefusesAnEditThatWouldNotReadBackAsItself) {
  write("aio.conf", "[a]\nx = 1\n");
  EXPECT_THROW(runner::draft(search_, {{"a", "#x", "2"}}), Error);
  EXPECT_THROW(runner::draft(search_, {{"a", "x", "1\n# not a comment"}}), Error);
}

}  // namespace
}  // namespace aio::runner

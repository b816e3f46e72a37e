// SPDX-License-Identifier: MIT
#include "daemon/runner/replacement.hpp"

#include <aio/error.hpp>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <cstdlib>
#include <fstream>
#include <functional>
#include <sstream>

#include "tests/runner/running_app.hpp"

namespace aio::runner {
namespace {

namespace fs = std::filesystem;
using testing::Contains;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::Pair;

class Replacing : public testing::Test {
 protected:
  Replacing() {
    std::string name = testing::TempDir() + "aio-XXXXXX";
    folder_ = mkdtemp(name.data());
    search_.folder = folder_;
    search_.system_file = folder_ / "none";
  }
  ~Replacing() override { fs::remove_all(folder_); }

  void write(const std::string& name, const std::string& text) const {
    fs::create_directories((folder_ / name).parent_path());
    std::ofstream(folder_ / name) << text;
  }
  std::string read(const std::string& name) const {
    std::ostringstream text;
    text << std::ifstream(folder_ / name).rdbuf();
    return text.str();
  }
  Draft drafted(const FileCopy& copy,
                const std::string& text,
                const std::string& drop_in = "") const {
    return draft(search_, {drop_in, copy.version, text}, KeptState::no_values());
  }
  static std::string refusal_of(const std::function<void()>& function) {
    try {
      function();
    } catch (const Error& error) {
      return error.what();
    }
    return "none";
  }

  fs::path folder_;
  conf::Search search_;
};

TEST_F(Replacing, ReadsTheNewTextInPlaceOfTheFilesAndWritesNothing) {
  write("aio.conf", "[a]\nx = 1\n");
  const Draft draft = drafted(copy_of(search_, ""), "# new\n[a]\nx = 2\n");
  EXPECT_EQ(draft.reading.config->get("a", "x"), "2");
  EXPECT_THAT(draft.reading.problems, IsEmpty());
  EXPECT_EQ(read("aio.conf"), "[a]\nx = 1\n");
  EXPECT_TRUE(runner::write(*draft.rewrite));
  EXPECT_EQ(read("aio.conf"), "# new\n[a]\nx = 2\n");
}

TEST_F(Replacing, MakesAFileWhereThereIsNone) {
  const FileCopy copy = copy_of(search_, "");
  EXPECT_EQ(copy.file, folder_ / "aio.conf");
  EXPECT_EQ(copy.text, std::nullopt);
  EXPECT_TRUE(runner::write(*drafted(copy, "[a]\nx = 1\n").rewrite));
  EXPECT_EQ(read("aio.conf"), "[a]\nx = 1\n");
}

TEST_F(Replacing, IsForFilesOfTheServicesOwnFolderOnly) {
  fs::create_directory(folder_ / "own");
  fs::create_directory(folder_ / "foreign");
  fs::create_directory_symlink(folder_ / "foreign", folder_ / "own/aio.conf.d");
  write("own/aio.conf", "[a]\nx = 1\n");
  write("foreign/aio.conf", "[a]\nx = 1\n");
  search_.editable = {folder_ / "own"};
  const auto refusal = [&](const char* file, const char* drop_in) {
    search_.file = folder_ / file;
    return refusal_of([&] { copy_of(search_, drop_in); });
  };
  const std::string why = ": not written, for this service was given only " +
                          (folder_ / "own").string() +
                          " for its configuration (ConfigurationDirectory=)";
  EXPECT_EQ(refusal("own/aio.conf", ""), "none");
  EXPECT_EQ(refusal("foreign/aio.conf", ""), (folder_ / "foreign/aio.conf").string() + why);
  EXPECT_EQ(refusal("own/aio.conf", "local"),
            (folder_ / "own/aio.conf.d/local.conf").string() + why);
}

TEST_F(Replacing, TakesADropInAndMakesItsFolder) {
  write("aio.conf", "[a]\nx = 1\ny = 1\n");
  const FileCopy copy = copy_of(search_, "50-local");
  const Draft draft = drafted(copy, "[a]\nx = 2\n", "50-local");
  EXPECT_EQ(draft.reading.config->get("a", "x"), "2");
  EXPECT_EQ(draft.reading.config->get("a", "y"), "1");
  EXPECT_TRUE(runner::write(*draft.rewrite));
  EXPECT_EQ(read("aio.conf.d/50-local.conf"), "[a]\nx = 2\n");
  for (const char* const name : {"../x", "a/b", ".", ".x"})
    EXPECT_THAT(refusal_of([&] { copy_of(search_, name); }), HasSubstr("is no name of a drop-in"));
}

TEST_F(Replacing, IsRefusedWhenTheFileIsAnotherByNow) {
  write("aio.conf", "[a]\nx = 1\n");
  const FileCopy copy = copy_of(search_, "");
  const Draft draft = drafted(copy, "[a]\nx = 2\n");
  write("aio.conf", "[a]\nx = 3\n");
  const auto meanwhile = HasSubstr("was changed meanwhile by somebody else");
  EXPECT_THAT(refusal_of([&] { drafted(copy, "[a]\nx = 2\n"); }), meanwhile);
  EXPECT_THAT(refusal_of([&] { (void)runner::write(*draft.rewrite); }), meanwhile);
  EXPECT_EQ(read("aio.conf"), "[a]\nx = 3\n");
}

TEST_F(Replacing, HasALimitThatTheBusHasToo) {
  write("aio.conf", std::string(largest_replacement + 1, '#'));
  EXPECT_THAT(refusal_of([&] { copy_of(search_, ""); }), HasSubstr("has more than 1 MB"));
}

TEST_F(Replacing, ATextInMemoryIsNoFile) {
  search_.text = "[a]\n";
  EXPECT_EQ(refusal_of([&] { copy_of(search_, ""); }), "the configuration is not in a file");
}

TEST_F(Replacing, ChangesWhatRunsAsOneChange) {
  const std::string before = with_modules("[schedule/beat]\nevery = 1h\nfunc = seed.scheduler\n");
  write("aio.conf", before);
  RunningApp app(search_for(folder_ / "aio.conf"), folder_ / "state");
  app.start();
  const FileCopy copy = app.result(app.runner().copy_of_file(""));
  EXPECT_EQ(copy.text, before);

  const std::string after = with_modules("[schedule/beat]\nevery = 2h\nfunc = seed.scheduler\n");
  const auto changed = Contains(Pair("changed", "schedule/beat"));
  EXPECT_THAT(app.result(app.runner().replace({"", copy.version, after}, true)).done, changed);
  EXPECT_EQ(read("aio.conf"), before) << "a plan does nothing";
  EXPECT_THAT(app.result(app.runner().replace({"", copy.version, after}, false)).done, changed);
  EXPECT_EQ(read("aio.conf"), after);

  const auto bad = [&] {
    const FileCopy now = app.result(app.runner().copy_of_file(""));
    app.result(app.runner().replace({"", now.version, "[schedule/beat]\nevery = x\n"}, false));
  };
  EXPECT_THAT(refusal_of(bad), HasSubstr("aio.conf:2: 'every' is 'x', expected a time span"));
  EXPECT_EQ(read("aio.conf"), after);
}

}  // namespace
}  // namespace aio::runner

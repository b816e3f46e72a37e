// SPDX-License-Identifier: MIT
#include "conf/load.hpp"

#include <filesystem>
#include <string>

#include <gmock/gmock.h>
#include <sys/stat.h>
#include <unistd.h>

#include "tests/conf/temporary_folder.hpp"

namespace aio::conf {
namespace {

namespace fs = std::filesystem;
using testing::ElementsAre;
using testing::IsEmpty;

class Load : public testing::Test {
 protected:
  Load() {
    search_.folder = at("cwd");
    search_.system_file = at("system/aio.conf");
    search_.executable = at("usr/bin/aiod");
    fs::create_directories(search_.folder);
  }

  fs::path at(const std::string& name) const { return folder_.path() / name; }
  Reading load() const { return conf::load(search_); }
  std::string value(std::string_view option) const {
    return load().config->get("s", option).value_or("(none)");
  }

  void replace(const fs::path& file, const std::string& text) {
    Problems none;
    search_.replaced[file] = Document::parse(file.string(), text, none);
  }

  TemporaryFolder folder_;
  Search search_;
};

TEST_F(Load, FindsTheFirstFileOfTheSearchOrder) {
  EXPECT_EQ(find_file(search_), std::nullopt);
  folder_.write("system/aio.conf", "");
  EXPECT_EQ(find_file(search_), at("system/aio.conf"));
  folder_.write("cwd/etc/aio.conf", "");
  EXPECT_EQ(find_file(search_), at("cwd/etc/aio.conf"));
  folder_.write("cwd/aio.conf", "");
  EXPECT_EQ(find_file(search_), at("cwd/aio.conf"));
  search_.file = "other.conf";
  EXPECT_EQ(find_file(search_), at("cwd/other.conf"));
}

TEST_F(Load, TakesTheUsersFileInPlaceOfTheSystems) {
  folder_.write("system/aio.conf", "");
  search_.user_file = at("home/aio.conf");
  EXPECT_EQ(find_file(search_), std::nullopt);
  folder_.write("home/aio.conf", "");
  EXPECT_EQ(find_file(search_), at("home/aio.conf"));
}

TEST_F(Load, ReadsTheDefaultsWhenThereIsNoFile) {
  const Reading reading = load();
  EXPECT_THAT(reading.problems, IsEmpty());
  EXPECT_EQ(reading.file, std::nullopt);
  EXPECT_THAT(reading.config->sections(), ElementsAre("aio", "aio/commands", "aio/testing"));
  EXPECT_EQ(reading.config->get("aio", "log_level"), "INFO");
  EXPECT_EQ(reading.config->place("aio", "log_level"), (Place{"(defaults)", 4}));
  EXPECT_THAT(reading.module_path, ElementsAre(at("cwd"), at("usr/lib/aio/modules")));
}

TEST_F(Load, LetsRootTrustOnlyItsOwnFilesInTheCurrentFolder) {
  if (::geteuid() != 0) GTEST_SKIP() << "only root may give files away";
  search_.only_root_owned = true;
  const fs::path file = folder_.write("cwd/aio.conf", "[s]\na = 1\n");
  EXPECT_EQ(find_file(search_), file);
  ASSERT_EQ(::chmod(file.c_str(), 0666), 0);
  EXPECT_EQ(find_file(search_), std::nullopt);
  ASSERT_EQ(::chmod(file.c_str(), 0644), 0);
  const fs::path drop_in = folder_.write("cwd/aio.conf.d/a.conf", "[s]\na = 2\n");
  EXPECT_EQ(value("a"), "2");
  ASSERT_EQ(::chown(drop_in.c_str(), 12, 34), 0);
  EXPECT_EQ(value("a"), "1");
  ASSERT_EQ(::chown(file.c_str(), 12, 34), 0);
  EXPECT_EQ(find_file(search_), std::nullopt);
}

TEST_F(Load, ReadsDropInsInByteOrder) {
  folder_.write("cwd/my.conf", "[s]\na = 0\nb = 0\nc = 0\n");
  folder_.write("cwd/my.conf.d/20.conf", "[s]\na = 20\n");
  folder_.write("cwd/my.conf.d/10.conf", "[s]\na = 10\nb = 10\n");
  folder_.write("cwd/my.conf.d/Z.conf", "[s]\nd = Z\n");
  folder_.write("cwd/my.conf.d/a.conf", "[s]\nd = a\n");
  folder_.write("cwd/my.conf.d/ignored.conf~", "[s]\na = ignored\n");
  folder_.write("cwd/my.conf.d/.hidden.conf", "[s]\na = hidden\n");
  search_.file = "my.conf";
  EXPECT_EQ(value("a"), "20");
  EXPECT_EQ(value("b"), "10");
  EXPECT_EQ(value("c"), "0");
  EXPECT_EQ(value("d"), "a");
  const Reading reading = load();
  ASSERT_EQ(reading.user.size(), 5U);
  EXPECT_EQ(reading.user[0].name(), "my.conf");
  EXPECT_EQ(reading.user[1].name(), "my.conf.d/10.conf");
  EXPECT_EQ(reading.file, at("cwd/my.conf"));
}

TEST_F(Load, LetsTheUserBeatTheModuleAndTheModuleTheDefaults) {
  folder_.write("usr/lib/aio/aio.conf", "[s]\na = vendor\nb = vendor\nc = vendor\n");
  folder_.write("cwd/aio.conf", "[aio]\nmodules = my_example\n\n[s]\na = user\n");
  folder_.write("cwd/my_example/aio.conf",
                "[s]\na = module\nb = module\n[aio]\nlog_level = DEBUG\n");
  const Reading reading = load();
  EXPECT_EQ(rendered(reading.problems), "");
  EXPECT_EQ(reading.config->get("s", "a"), "user");
  EXPECT_EQ(reading.config->get("s", "b"), "module");
  EXPECT_EQ(reading.config->get("s", "c"), "vendor");
  EXPECT_EQ(reading.config->get("aio", "log_level"), "DEBUG");
  EXPECT_EQ(reading.config->place("s", "a").file, at("cwd/aio.conf"));
  EXPECT_THAT(reading.modules, ElementsAre("my_example"));
}

TEST_F(Load, SeeksModulesInTheModulePathInOrder) {
  folder_.write("cwd/aio.conf", "[aio]\nmodules = m\n n\n m\nmodule_path = one\n ../two\n");
  folder_.write("two/m/aio.conf", "[s]\na = two\n");
  folder_.write("two/n/aio.conf", "[s]\nb = two\n");
  folder_.write("cwd/one/m/aio.conf", "[s]\na = one\n");
  folder_.write("cwd/m/aio.conf", "[s]\na = wrong\n");
  EXPECT_EQ(value("a"), "one");
  EXPECT_EQ(value("b"), "two");
  EXPECT_THAT(load().module_path, ElementsAre(at("cwd/one"), at("two")));
  EXPECT_THAT(load().modules, ElementsAre("m", "n"));
}

TEST_F(Load, FindsInstalledModules) {
  folder_.write("cwd/aio.conf", "[aio]\nmodules = aio.demo\n");
  folder_.write("usr/lib/aio/modules/aio.demo/aio.conf", "[s]\na = demo\n");
  EXPECT_EQ(value("a"), "demo");
}

TEST_F(Load, HasNothingAgainstAModuleThatIsNowhere) {
  folder_.write("cwd/aio.conf", "[aio]\nmodules = lone\n");
  EXPECT_EQ(rendered(load().problems), "");
}

TEST_F(Load, LetsNoModuleChooseTheModules) {
  folder_.write("cwd/aio.conf", "[aio]\nmodules = m\n");
  folder_.write("cwd/m/aio.conf", "[aio]\nModules = other\n");
  EXPECT_EQ(rendered(load().problems), at("cwd/m/aio.conf").string() +
                                           ":2: 'modules' is not for a module's aio.conf: only the "
                                           "user's files say which modules there are");
}

TEST_F(Load, SaysEachProblemOnceInOrderOfFilesAndLines) {
  folder_.write("cwd/my.conf", "[aio]\nmodules = m\ncolour = red\njunk\n[s]\n[s]\n");
  folder_.write("cwd/my.conf.d/a.conf", "[schedule/x]\nevery = 2\n");
  folder_.write("cwd/m/aio.conf", "more junk\n");
  search_.file = "my.conf";
  EXPECT_EQ(
      rendered(load().problems),
      "my.conf:3: unknown key 'colour' in [aio]\n"
      "my.conf:4: this is no option, expected 'name = value'\n"
      "my.conf:6: section [s] is already at line 5\n"
      "my.conf.d/a.conf:1: [schedule/x] needs 'func', a handler such as my_example.listener or "
      "exec:PROGRAM ARGS\n" +
          at("cwd/m/aio.conf").string() +
          ":1: no section header before this line, expected [section]");
}

TEST_F(Load, SaysThatANamedFileIsMissing) {
  search_.file = "no.conf";
  const Reading reading = load();
  EXPECT_EQ(rendered(reading.problems), "no.conf: No such file or directory");
  EXPECT_EQ(reading.file_error, std::errc::no_such_file_or_directory);
  EXPECT_EQ(reading.config->get("aio", "drain"), "10s");
}

TEST_F(Load, SaysThatDropInsCannotBeRead) {
  folder_.write("cwd/my.conf", "[s]\na = 1\n");
  folder_.write("cwd/my.conf.d", "no folder");
  search_.file = "my.conf";
  EXPECT_EQ(rendered(load().problems), "my.conf.d: Not a directory");
}

TEST_F(Load, GivesWhatCouldBeReadOfABadFile) {
  folder_.write("cwd/aio.conf", "[s]\na = 1\njunk\n");
  const Reading reading = load();
  EXPECT_EQ(reading.problems.size(), 1U);
  EXPECT_EQ(reading.config->get("s", "a"), "1");
}

TEST_F(Load, ReadsATextInPlaceOfAFile) {
  folder_.write("cwd/aio.conf", "[s]\na = file\n");
  folder_.write("cwd/m/aio.conf", "[s]\nb = module\n");
  search_.text = "[s]\na = text\n[aio]\nmodules = m\nnonsense = 1\n";
  EXPECT_EQ(value("a"), "text");
  EXPECT_EQ(value("b"), "module");
  EXPECT_EQ(load().file, std::nullopt);
  EXPECT_EQ(rendered(load().problems), "(text):5: unknown key 'nonsense' in [aio]");
}

TEST_F(Load, TriesReplacedTextsBeforeTheyAreWritten) {
  folder_.write("cwd/aio.conf", "[s]\na = file\n");
  replace(at("cwd/aio.conf"), "[s]\na = replaced\nb = replaced\n");
  replace("aio.conf.d/new.conf", "[s]\nb = drop-in\n");
  EXPECT_EQ(value("a"), "replaced");
  EXPECT_EQ(value("b"), "drop-in");
}

TEST_F(Load, TriesAFileThatIsNotThereYet) {
  replace(at("cwd/aio.conf"), "[s]\na = new\n");
  EXPECT_EQ(find_file(search_), at("cwd/aio.conf"));
  EXPECT_EQ(value("a"), "new");
}

}  // namespace
}  // namespace aio::conf

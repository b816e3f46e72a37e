// SPDX-License-Identifier: MIT
// `aioctl build` with a shell's script for a compiler; tests/house/check_new has the real one.
#include "ctl/build.hpp"

#include <algorithm>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "tests/ctl/program.hpp"

namespace aio::ctl {
namespace {

using test::Aioctl;
using test::Ended;
using testing::ElementsAre;
using testing::HasSubstr;

class Build : public testing::Test {
 protected:
  Build() { write_compiler("printf 'made by %s\\n' \"$*\" > \"$out\""); }

  /// $out is the file that it is to write.
  void write_compiler(const std::string& script) {
    aioctl.write("../compiler",
                 "#!/bin/sh\nfor word; do [ \"$last\" = -o ] && out=$word; last=$word; done\n" +
                     script + "\n");
    const auto path = aioctl.folder() / "compiler";
    std::filesystem::permissions(path, std::filesystem::perms::owner_all);
    aioctl.environment()["CXX"] = path;
  }

  std::vector<std::string> files_in(const std::string& folder) const {
    std::vector<std::string> names;
    for (const auto& each : std::filesystem::directory_iterator(aioctl.folder() / "work" / folder))
      names.push_back(each.path().filename());
    std::sort(names.begin(), names.end());
    return names;
  }

  Aioctl aioctl;
};

TEST_F(Build, PutsAModuleBesideItsSource) {
  aioctl.write("a.b/a.b.cpp", "");
  const Ended ended = aioctl({"build", "a.b/a.b.cpp"});
  EXPECT_EQ(ended.exit, 0) << ended.err;
  EXPECT_EQ(ended.out, "a.b/a.b.so\n");
  EXPECT_THAT(files_in("a.b"), ElementsAre("a.b.cpp", "a.b.so"));
  EXPECT_THAT(aioctl.read("a.b/a.b.so"), HasSubstr(" a.b/a.b.cpp -lfmt"));
}

TEST_F(Build, FindsTheHeadersFromItsOwnPlace) {
  aioctl.write("greet.cpp", "");
  EXPECT_EQ(aioctl({"build", "greet.cpp"}).exit, 0);
  const auto include = std::filesystem::path(AIOCTL).parent_path().parent_path() / "include";
  EXPECT_THAT(aioctl.read("greet.so"), HasSubstr(" -I" + include.string() + " "));
  EXPECT_TRUE(std::filesystem::exists(include / "aio/module.hpp"));
}

TEST_F(Build, HeedsTheUsersFlags) {
  aioctl.environment()["CXXFLAGS"] = "-DX";
  aioctl.environment()["LDFLAGS"] = "-lx";
  aioctl.write("greet.cpp", "");
  EXPECT_EQ(aioctl({"build", "greet.cpp"}).exit, 0);
  EXPECT_THAT(aioctl.read("greet.so"), HasSubstr(" -DX -o "));
  EXPECT_THAT(aioctl.read("greet.so"), HasSubstr("greet.cpp -lx -lfmt"));
}

// What is loaded must not change under the feet of aiod.
TEST_F(Build, PutsAnotherFileInThePlaceOfTheOldOne) {
  aioctl.write("greet.cpp", "");
  aioctl.write("greet.so", "old");
  std::filesystem::create_hard_link(aioctl.folder() / "work/greet.so",
                                    aioctl.folder() / "work/loaded");
  EXPECT_EQ(aioctl({"build", "greet.cpp"}).exit, 0);
  EXPECT_EQ(aioctl.read("loaded"), "old");
  EXPECT_THAT(aioctl.read("greet.so"), HasSubstr("made by"));
}

TEST_F(Build, LeavesTheOldModuleWhenTheCompilerFails) {
  write_compiler("echo half > \"$out\"; echo said; echo 'greet.cpp:1: wrong' >&2; exit 3");
  aioctl.write("greet.cpp", "");
  aioctl.write("greet.so", "old");
  const Ended ended = aioctl({"build", "greet.cpp"});
  EXPECT_EQ(ended.exit, 1);
  EXPECT_EQ(ended.out, "said\n");
  EXPECT_EQ(
      ended.err,
      "greet.cpp:1: wrong\naioctl: greet.cpp does not compile: greet.so was left as it was\n");
  EXPECT_EQ(aioctl.read("greet.so"), "old");
  EXPECT_THAT(files_in("."), ElementsAre("greet.cpp", "greet.so"));
}

TEST_F(Build, TriesAllThoughOneDoesNotCompile) {
  write_compiler("case $* in *bad.cpp*) exit 1;; esac; : > \"$out\"");
  aioctl.write("bad.cpp", "");
  aioctl.write("good.cc", "");
  const Ended ended = aioctl({"build", "bad.cpp", "good.cc"});
  EXPECT_EQ(ended.exit, 1);
  EXPECT_EQ(ended.out, "good.so\n");
}

TEST_F(Build, BuildsNothingWhenAFileIsNotThere) {
  aioctl.write("greet.cpp", "");
  const Ended ended = aioctl({"build", "greet.cpp", "grete.cpp"});
  EXPECT_EQ(ended.exit, 5);
  EXPECT_EQ(ended.err, "aioctl: there is no file 'grete.cpp'\n");
  EXPECT_THAT(files_in("."), ElementsAre("greet.cpp"));
}

TEST_F(Build, TakesSourcesAlone) {
  aioctl.write("greet.so", "");
  aioctl.write("9.cpp", "");
  aioctl.write("folder/greet.cpp", "");
  EXPECT_EQ(aioctl({"build", "greet.so"}).err,
            "aioctl: 'greet.so' is no C++ source, such as greet.cpp\n");
  EXPECT_EQ(aioctl({"build", "folder"}).err, "aioctl: 'folder' is no file\n");
  EXPECT_EQ(aioctl({"build", "9.cpp"}).exit, 2);
  EXPECT_EQ(aioctl({"build"}).err, "aioctl: build needs FILE...\n");
}

TEST_F(Build, SaysSoWhenThereIsNoCompiler) {
  aioctl.environment()["CXX"] = "/nonexistent/c++";
  aioctl.write("greet.cpp", "");
  const Ended ended = aioctl({"build", "greet.cpp"});
  EXPECT_EQ(ended.exit, 1);
  EXPECT_EQ(ended.err,
            "aioctl: cannot start the compiler /nonexistent/c++: No such file or directory\n"
            "Hint: install a C++20 compiler, such as Debian's g++, or name it in $CXX\n");
  EXPECT_THAT(files_in("."), ElementsAre("greet.cpp"));
}

// As from a terminal, where it goes to all that is in the foreground.
TEST_F(Build, CleansUpBehindACompilerThatIsInterrupted) {
  write_compiler("echo half > \"$out\"; kill -INT $PPID $$");
  aioctl.write("greet.cpp", "");
  EXPECT_EQ(aioctl({"build", "greet.cpp"}).exit, 1);
  EXPECT_THAT(files_in("."), ElementsAre("greet.cpp"));
}

TEST_F(Build, WithoutItsHeadersSaysWhereTheyWouldBe) {
  aioctl.write("greet.cpp", "");
  std::filesystem::create_directory(aioctl.folder() / "bin");
  std::filesystem::copy_file(AIOCTL, aioctl.folder() / "bin/aioctl");
  const Ended ended = aioctl.in_shell("../bin/aioctl build greet.cpp", {});
  EXPECT_EQ(ended.exit, 1);
  EXPECT_EQ(ended.err, "aioctl: aio's headers are not in " +
                           (aioctl.folder() / "include").string() +
                           "\nHint: they come with `make install`\n");
}

}  // namespace
}  // namespace aio::ctl

// SPDX-License-Identifier: MIT
#include "ctl/new_module.hpp"

#include <sys/stat.h>
#include <unistd.h>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "ctl/new_folder.hpp"
#include "tests/ctl/program.hpp"

namespace aio::ctl {
namespace {

using test::Aioctl;
using test::Ended;
using testing::HasSubstr;
using testing::StartsWith;

TEST(NewModule, IsAFolderOfFilesAndTellsWhatToDoNext) {
  const Aioctl aioctl;
  const Ended ended = aioctl({"new", "my.greet"});
  EXPECT_EQ(ended.exit, 0) << ended.err;
  EXPECT_THAT(ended.out, StartsWith("my.greet/my.greet.cpp\n"));
  EXPECT_THAT(ended.out, HasSubstr("  cd my.greet\n  aioctl build my.greet.cpp\n  aioctl run\n"));
  EXPECT_THAT(aioctl.read("my.greet/my.greet.cpp"), HasSubstr("AIO_MODULE(my.greet)"));
  EXPECT_THAT(aioctl.read("my.greet/tests/my.greet_test.cpp"), HasSubstr("my.greet.tick"));
}

TEST(NewModule, OfProgramsRunsAtOnce) {
  const Aioctl aioctl;
  EXPECT_EQ(aioctl({"new", "greet", "--program"}).exit, 0);
  const Ended passed = aioctl.in_shell("greet/tests/greet_test.sh", {});
  EXPECT_EQ(passed.exit, 0) << passed.out;
  EXPECT_THAT(passed.out, StartsWith("ok 1 - tick tells what is due\n"));
  EXPECT_EQ(aioctl({"-c", "greet/aio.conf", "config", "-g", "schedule/greet:func"}).out,
            "exec:" + (aioctl.folder() / "work/greet/greet.sh").string() + " tick\n");
}

TEST(NewModule, OfProgramsHasATestThatCanFail) {
  const Aioctl aioctl;
  EXPECT_EQ(aioctl({"new", "greet", "--program"}).exit, 0);
  aioctl.write("greet/greet.sh", "#!/bin/sh\necho wrong\n");
  const Ended failed = aioctl.in_shell("greet/tests/greet_test.sh", {});
  EXPECT_EQ(failed.exit, 1);
  EXPECT_THAT(failed.out, HasSubstr("not ok 1 - tick tells what is due: 'wrong'"));
}

TEST(NewModule, LeavesWhatIsThereAsItIs) {
  const Aioctl aioctl;
  aioctl.write("greet", "a file");
  std::filesystem::create_directory(aioctl.folder() / "work/empty");
  std::filesystem::create_symlink("/nonexistent", aioctl.folder() / "work/dangling");
  for (const std::string name : {"greet", "empty", "dangling"}) {
    const Ended ended = aioctl({"new", name});
    EXPECT_EQ(ended.exit, 1);
    EXPECT_EQ(ended.out, "");
    EXPECT_EQ(ended.err, "aioctl: '" + name + "' is already there, and was left as it is\n");
  }
  EXPECT_EQ(aioctl.read("greet"), "a file");
  EXPECT_TRUE(std::filesystem::is_empty(aioctl.folder() / "work/empty"));
}

TEST(NewModule, NeedsAName) {
  const Aioctl aioctl;
  EXPECT_EQ(aioctl({"new"}).err, "aioctl: new needs NAME [--program]\n");
  const Ended path = aioctl({"new", "../greet"});
  EXPECT_EQ(path.exit, 2);
  EXPECT_THAT(path.err, StartsWith("aioctl: '../greet' is no name for a module, expected "));
  EXPECT_EQ(aioctl({"new", "a", "b"}).exit, 2);
  EXPECT_TRUE(std::filesystem::is_empty(aioctl.folder() / "work"));
}

TEST(NewModule, IsNotPermittedWhereNothingMayBeWritten) {
  Aioctl aioctl;
  aioctl.be_nobody();
  std::filesystem::permissions(aioctl.folder() / "work", std::filesystem::perms::owner_exec);
  const Ended ended = aioctl({"new", "greet"});
  std::filesystem::permissions(aioctl.folder() / "work", std::filesystem::perms::owner_all);
  EXPECT_EQ(ended.exit, 4);
  EXPECT_EQ(ended.err, "aioctl: cannot write greet: Permission denied\n");
}

TEST(NewModule, IsNotHalfThereWhenTheDiskIsFull) {
  const Aioctl aioctl;
  // The shell's limit on a file's size stands in for the disk's, as an error and not as a signal.
  const Ended ended = aioctl.in_shell("trap '' XFSZ; ulimit -f 1; exec \"$@\"", {"new", "greet"});
  EXPECT_EQ(ended.exit, 1);
  EXPECT_EQ(ended.err, "aioctl: cannot write greet/README.md: File too large\n");
  EXPECT_FALSE(std::filesystem::exists(aioctl.folder() / "work/greet"));
}

TEST(NewFolder, GoesUnlessItIsKept) {
  const test::Folder place;
  {
    const NewFolder folder(place.path() / "gone");
    folder.write({.path = "a/b", .text = "x"});
    EXPECT_TRUE(std::filesystem::exists(place.path() / "gone/a/b"));
  }
  EXPECT_FALSE(std::filesystem::exists(place.path() / "gone"));
  {
    NewFolder folder(place.path() / "kept");
    folder.keep();
  }
  EXPECT_TRUE(std::filesystem::exists(place.path() / "kept"));
}

TEST(NewFolder, HeedsTheUmask) {
  const test::Folder place;
  const mode_t before = ::umask(027);
  NewFolder folder(place.path() / "new");
  folder.write({.path = "script", .text = "x", .executable = true});
  folder.write({.path = "text", .text = "x"});
  ::umask(before);
  const auto mode_of = [&](const char* path) {
    return static_cast<unsigned>(std::filesystem::status(place.path() / path).permissions());
  };
  EXPECT_EQ(mode_of("new"), 0750U);
  EXPECT_EQ(mode_of("new/script"), 0750U);
  EXPECT_EQ(mode_of("new/text"), 0640U);
}

}  // namespace
}  // namespace aio::ctl

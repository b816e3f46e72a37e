// SPDX-License-Identifier: MIT
#include "conf/file_writer.hpp"

#include <csignal>
#include <filesystem>
#include <string>
#include <system_error>

#include <gmock/gmock.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <unistd.h>

#include "tests/conf/temporary_folder.hpp"

namespace aio::conf {
namespace {

namespace fs = std::filesystem;
using namespace std::chrono_literals;

mode_t mode_of(const fs::path& path) {
  struct stat found = {};
  EXPECT_EQ(::stat(path.c_str(), &found), 0);
  return found.st_mode & 07777;
}

std::size_t entries(const fs::path& folder) {
  return static_cast<std::size_t>(
      std::distance(fs::directory_iterator(folder), fs::directory_iterator()));
}

std::string why_not(const fs::path& path, Links links = Links::anywhere) {
  try {
    (void)FileWriter(path, links, 0ms).write("new");
  } catch (const std::system_error& error) {
    return error.what();
  }
  return {};
}

TEST(FileWriter, MakesAFile) {
  const TemporaryFolder folder;
  EXPECT_TRUE(FileWriter(folder.path() / "a.conf").write("text"));
  EXPECT_EQ(folder.read("a.conf"), "text");
  EXPECT_EQ(entries(folder.path()), 1U);
}

TEST(FileWriter, ReplacesAFileAndKeepsItsMode) {
  const TemporaryFolder folder;
  const fs::path path = folder.write("a.conf", "old, and longer");
  ASSERT_EQ(::chmod(path.c_str(), 0640), 0);
  EXPECT_TRUE(FileWriter(path).write("new"));
  EXPECT_EQ(folder.read("a.conf"), "new");
  EXPECT_EQ(mode_of(path), 0640U);
  EXPECT_EQ(entries(folder.path()), 1U);
}

TEST(FileWriter, KeepsOwnerAndGroupWhereItMay) {
  if (::geteuid() != 0) GTEST_SKIP() << "only root may give files away";
  const TemporaryFolder folder;
  const fs::path path = folder.write("a.conf", "old");
  ASSERT_EQ(::chown(path.c_str(), 12, 34), 0);
  EXPECT_TRUE(FileWriter(path).write("new"));
  struct stat found = {};
  ASSERT_EQ(::stat(path.c_str(), &found), 0);
  EXPECT_EQ(found.st_uid, 12U);
  EXPECT_EQ(found.st_gid, 34U);
}

TEST(FileWriter, FollowsLinks) {
  const TemporaryFolder folder;
  folder.write("there/real.conf", "old");
  fs::create_symlink("there/real.conf", folder.path() / "a.conf");
  EXPECT_TRUE(FileWriter(folder.path() / "a.conf").write("new"));
  EXPECT_TRUE(fs::is_symlink(folder.path() / "a.conf"));
  EXPECT_EQ(folder.read("there/real.conf"), "new");
}

TEST(FileWriter, MakesTheFileThatALinkPromises) {
  const TemporaryFolder folder;
  fs::create_symlink("real.conf", folder.path() / "a.conf");
  EXPECT_TRUE(FileWriter(folder.path() / "a.conf").write("new"));
  EXPECT_EQ(folder.read("real.conf"), "new");
}

TEST(FileWriter, GivesUpOnLinksInACircle) {
  const TemporaryFolder folder;
  fs::create_symlink("b", folder.path() / "a");
  fs::create_symlink("a", folder.path() / "b");
  EXPECT_THROW((void)FileWriter(folder.path() / "a").write("new"), std::system_error);
}

TEST(FileWriter, LeavesWhatIsNoFileAlone) {
  const TemporaryFolder folder;
  EXPECT_THROW((void)FileWriter(folder.path()).write("new"), std::system_error);
  EXPECT_THROW((void)FileWriter("/dev/null").write("new"), std::system_error);
  EXPECT_THROW((void)FileWriter(folder.path() / "no/a.conf").write("new"), std::system_error);
  EXPECT_EQ(entries(folder.path()), 0U);
}

/// While it lives, no file of this process grows beyond a few bytes: a write fails half-way.
class TinyDisk {
 public:
  TinyDisk() : old_handler_(::signal(SIGXFSZ, SIG_IGN)) {
    ::getrlimit(RLIMIT_FSIZE, &old_limit_);
    const struct rlimit tiny = {4, old_limit_.rlim_max};
    ::setrlimit(RLIMIT_FSIZE, &tiny);
  }
  TinyDisk(const TinyDisk&) = delete;
  TinyDisk& operator=(const TinyDisk&) = delete;
  ~TinyDisk() {
    ::setrlimit(RLIMIT_FSIZE, &old_limit_);
    ::signal(SIGXFSZ, old_handler_);
  }

 private:
  struct rlimit old_limit_ = {};
  sighandler_t old_handler_;
};

TEST(FileWriter, LeavesTheOldFileWholeWhenTheDiskIsFull) {
  const TemporaryFolder folder;
  const fs::path path = folder.write("a.conf", "old text");
  {
    const TinyDisk tiny;
    EXPECT_THROW((void)FileWriter(path).write("new text"), std::system_error);
  }
  EXPECT_EQ(folder.read("a.conf"), "old text");
  EXPECT_EQ(entries(folder.path()), 1U);
}

TEST(FileWriter, ReadsWhatItReplaces) {
  const TemporaryFolder folder;
  const FileWriter writer(folder.write("a.conf", "old"));
  EXPECT_EQ(writer.read().text, "old");
  EXPECT_TRUE(writer.write("new"));
  EXPECT_EQ(writer.read().text, "new");
}

TEST(FileWriter, LetsNobodyElseWriteInItsFolderMeanwhile) {
  const TemporaryFolder folder;
  const fs::path path = folder.write("a.conf", "old");
  {
    const FileWriter first(path);
    EXPECT_EQ(why_not(path), path.string() +
                                 ": somebody else holds the lock of its folder: "
                                 "Connection timed out");
  }
  EXPECT_EQ(why_not(path), "");
}

TEST(FileWriter, TakesAwayWhatAKilledWriterLeft) {
  const TemporaryFolder folder;
  const fs::path path = folder.write("a.conf", "old");
  folder.write(".a.conf.next", "half of a te");
  EXPECT_TRUE(FileWriter(path).write("new"));
  EXPECT_EQ(folder.read("a.conf"), "new");
  EXPECT_EQ(entries(folder.path()), 1U);
}

TEST(FileWriter, FollowsNoLinkOutOfTheFolderWhenItMayNot) {
  const TemporaryFolder folder;
  folder.write("there/real.conf", "old");
  folder.write("here/real.conf", "old");
  const fs::path out = folder.path() / "here/out.conf";
  fs::create_symlink("../there/real.conf", out);
  fs::create_symlink("real.conf", folder.path() / "here/in.conf");
  EXPECT_EQ(why_not(out, Links::within_the_folder),
            out.string() +
                ": is a link out of a folder that is another user's: "
                "Too many levels of symbolic links");
  EXPECT_EQ(why_not(folder.path() / "here/in.conf", Links::within_the_folder), "");
  EXPECT_EQ(folder.read("there/real.conf"), "old");
  EXPECT_EQ(folder.read("here/real.conf"), "new");
}

TEST(FileWriter, RespectsAFileThatTheCallerMayNotWrite) {
  if (::geteuid() != 0) GTEST_SKIP() << "only root may become another user";
  const TemporaryFolder folder;
  const fs::path path = folder.write("a.conf", "old");
  ASSERT_EQ(::chmod(folder.path().c_str(), 0777), 0);
  ASSERT_EQ(::seteuid(12), 0);
  std::error_code code;
  try {
    (void)FileWriter(path).write("new");
  } catch (const std::system_error& error) {
    code = error.code();
  }
  ASSERT_EQ(::seteuid(0), 0);
  EXPECT_EQ(code, std::errc::permission_denied);
  EXPECT_EQ(folder.read("a.conf"), "old");
}

}  // namespace
}  // namespace aio::conf

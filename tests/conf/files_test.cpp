// SPDX-License-Identifier: MIT
#include "conf/files.hpp"

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

mode_t mode_of(const fs::path& path) {
  struct stat found = {};
  EXPECT_EQ(::stat(path.c_str(), &found), 0);
  return found.st_mode & 07777;
}

std::size_t entries(const fs::path& folder) {
  return static_cast<std::size_t>(
      std::distance(fs::directory_iterator(folder), fs::directory_iterator()));
}

TEST(ReadText, ReadsEveryByte) {
  const TemporaryFolder folder;
  const std::string text("a\0\r\n\xff", 5);
  const FileText file = read_text(folder.write("a.conf", text));
  EXPECT_EQ(file.text, text);
  EXPECT_FALSE(file.error);
}

TEST(ReadText, ReadsAFileThatSaysItIsEmpty) {
  EXPECT_NE(read_text("/proc/self/status").text.find("Name:"), std::string::npos);
}

TEST(ReadText, SaysWhyThereIsNone) {
  const TemporaryFolder folder;
  EXPECT_EQ(read_text(folder.path() / "no").error, std::errc::no_such_file_or_directory);
  EXPECT_EQ(read_text(folder.path() / "no").failure, "No such file or directory");
  EXPECT_EQ(read_text(folder.path()).error, std::errc::is_a_directory);
}

TEST(ReadText, RefusesAPipeWithoutWaiting) {
  const TemporaryFolder folder;
  const fs::path pipe = folder.path() / "pipe";
  ASSERT_EQ(::mkfifo(pipe.c_str(), 0600), 0);
  EXPECT_EQ(read_text(pipe).failure, "not a regular file");
  EXPECT_EQ(read_text("/dev/null").failure, "not a regular file");
}

TEST(ReadText, RefusesMoreThan64Megabytes) {
  const TemporaryFolder folder;
  const fs::path path = folder.write("a.conf", "");
  fs::resize_file(path, largest_file + 1);
  EXPECT_EQ(read_text(path).failure, "more than 64 MB");
}

TEST(WriteAtomically, MakesAFile) {
  const TemporaryFolder folder;
  write_atomically(folder.path() / "a.conf", "text");
  EXPECT_EQ(folder.read("a.conf"), "text");
  EXPECT_EQ(entries(folder.path()), 1U);
}

TEST(WriteAtomically, ReplacesAFileAndKeepsItsMode) {
  const TemporaryFolder folder;
  const fs::path path = folder.write("a.conf", "old, and longer");
  ASSERT_EQ(::chmod(path.c_str(), 0640), 0);
  write_atomically(path, "new");
  EXPECT_EQ(folder.read("a.conf"), "new");
  EXPECT_EQ(mode_of(path), 0640U);
  EXPECT_EQ(entries(folder.path()), 1U);
}

TEST(WriteAtomically, KeepsOwnerAndGroupWhereItMay) {
  if (::geteuid() != 0) GTEST_SKIP() << "only root may give files away";
  const TemporaryFolder folder;
  const fs::path path = folder.write("a.conf", "old");
  ASSERT_EQ(::chown(path.c_str(), 12, 34), 0);
  write_atomically(path, "new");
  struct stat found = {};
  ASSERT_EQ(::stat(path.c_str(), &found), 0);
  EXPECT_EQ(found.st_uid, 12U);
  EXPECT_EQ(found.st_gid, 34U);
}

TEST(WriteAtomically, FollowsLinks) {
  const TemporaryFolder folder;
  folder.write("there/real.conf", "old");
  fs::create_symlink("there/real.conf", folder.path() / "a.conf");
  write_atomically(folder.path() / "a.conf", "new");
  EXPECT_TRUE(fs::is_symlink(folder.path() / "a.conf"));
  EXPECT_EQ(folder.read("there/real.conf"), "new");
}

TEST(WriteAtomically, MakesTheFileThatALinkPromises) {
  const TemporaryFolder folder;
  fs::create_symlink("real.conf", folder.path() / "a.conf");
  write_atomically(folder.path() / "a.conf", "new");
  EXPECT_EQ(folder.read("real.conf"), "new");
}

TEST(WriteAtomically, GivesUpOnLinksInACircle) {
  const TemporaryFolder folder;
  fs::create_symlink("b", folder.path() / "a");
  fs::create_symlink("a", folder.path() / "b");
  EXPECT_THROW(write_atomically(folder.path() / "a", "new"), std::system_error);
}

TEST(WriteAtomically, LeavesWhatIsNoFileAlone) {
  const TemporaryFolder folder;
  EXPECT_THROW(write_atomically(folder.path(), "new"), std::system_error);
  EXPECT_THROW(write_atomically("/dev/null", "new"), std::system_error);
  EXPECT_THROW(write_atomically(folder.path() / "no/a.conf", "new"), std::system_error);
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

TEST(WriteAtomically, LeavesTheOldFileWholeWhenTheDiskIsFull) {
  const TemporaryFolder folder;
  const fs::path path = folder.write("a.conf", "old text");
  {
    const TinyDisk tiny;
    EXPECT_THROW(write_atomically(path, "new text"), std::system_error);
  }
  EXPECT_EQ(folder.read("a.conf"), "old text");
  EXPECT_EQ(entries(folder.path()), 1U);
}

TEST(WriteAtomically, RespectsAFileThatTheCallerMayNotWrite) {
  if (::geteuid() != 0) GTEST_SKIP() << "only root may become another user";
  const TemporaryFolder folder;
  const fs::path path = folder.write("a.conf", "old");
  ASSERT_EQ(::chmod(folder.path().c_str(), 0777), 0);
  ASSERT_EQ(::seteuid(12), 0);
  std::error_code code;
  try {
    write_atomically(path, "new");
  } catch (const std::system_error& error) {
    code = error.code();
  }
  ASSERT_EQ(::seteuid(0), 0);
  EXPECT_EQ(code, std::errc::permission_denied);
  EXPECT_EQ(folder.read("a.conf"), "old");
}

}  // namespace
}  // namespace aio::conf

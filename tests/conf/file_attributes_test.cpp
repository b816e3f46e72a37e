// SPDX-License-Identifier: MIT
// What a file has beside its text, through a rewrite.
#include "conf/file_attributes.hpp"

#include <string>
#include <system_error>

#include <gmock/gmock.h>
#include <grp.h>
#include <sys/stat.h>
#include <sys/xattr.h>
#include <unistd.h>

#include "conf/file_writer.hpp"
#include "tests/conf/temporary_folder.hpp"

namespace aio::conf {
namespace {

namespace fs = std::filesystem;

constexpr const char* access_list = "system.posix_acl_access";

/// An access control list as the kernel stores it (linux/posix_acl_xattr.h): version 2, then tag,
/// rights and id of each entry. Lets user 12 read what is 0600 otherwise.
std::string list_for_user_12() {
  const std::string all(4, '\xFF');
  const auto entry = [](char tag, char rights, const std::string& id) {
    return std::string{tag, 0, rights, 0} + id;
  };
  return std::string("\2\0\0\0", 4) + entry(1, 6, all) + entry(2, 4, std::string("\x0C\0\0\0", 4)) +
         entry(4, 0, all) + entry(0x10, 4, all) + entry(0x20, 0, all);
}

bool has(const fs::path& path, const char* name, const std::string& value) {
  return ::setxattr(path.c_str(), name, value.data(), value.size(), 0) == 0;
}

std::string attribute(const fs::path& path, const char* name) {
  std::string value(256, '\0');
  const ssize_t size = ::getxattr(path.c_str(), name, value.data(), value.size());
  return size < 0 ? "none" : value.substr(0, static_cast<std::size_t>(size));
}

class FileAttributes : public testing::Test {
 protected:
  TemporaryFolder folder;
  fs::path file = folder.write("a.conf", "old");
};

TEST_F(FileAttributes, KeepTheExtendedOnes) {
  if (!has(file, "user.note", "mine"))
    GTEST_SKIP() << "no extended attributes in " << folder.path();
  EXPECT_TRUE(FileWriter(file).write("new"));
  EXPECT_EQ(attribute(file, "user.note"), "mine");
}

TEST_F(FileAttributes, KeepTheAccessControlList) {
  if (!has(file, access_list, list_for_user_12()))
    GTEST_SKIP() << "no access control lists in " << folder.path();
  EXPECT_TRUE(FileWriter(file).write("new"));
  EXPECT_EQ(attribute(file, access_list), list_for_user_12());
}

TEST_F(FileAttributes, TakeNoAccessControlListFromTheFolder) {
  if (!has(folder.path(), "system.posix_acl_default", list_for_user_12()))
    GTEST_SKIP() << "no access control lists in " << folder.path();
  ASSERT_EQ(::chmod(file.c_str(), 0600), 0);
  EXPECT_TRUE(FileWriter(file).write("new"));
  EXPECT_EQ(attribute(file, access_list), "none");
}

/// Another user's doings, in a folder that all may write to.
class AsUser12 {
 public:
  AsUser12() {
    EXPECT_EQ(::setegid(12), 0);
    EXPECT_EQ(::seteuid(12), 0);
  }
  AsUser12(const AsUser12&) = delete;
  AsUser12& operator=(const AsUser12&) = delete;
  ~AsUser12() {
    EXPECT_EQ(::seteuid(0), 0);
    EXPECT_EQ(::setegid(0), 0);
  }
};

class FileOfAnother : public FileAttributes {
 protected:
  void SetUp() override {
    if (::geteuid() != 0) GTEST_SKIP() << "only root may become another user";
    ASSERT_EQ(::chmod(folder.path().c_str(), 0777), 0);
    ASSERT_EQ(::chmod(file.c_str(), 0666), 0);
  }

  std::string rewritten() const {
    const AsUser12 other;
    try {
      return FileWriter(file).write("new") ? "owner kept" : "owner changed";
    } catch (const std::system_error& error) {
      return error.what();
    }
  }
};

TEST_F(FileOfAnother, ComesToBelongToWhoeverWritesIt) {
  ASSERT_EQ(::chown(file.c_str(), 34, 12), 0);
  EXPECT_EQ(rewritten(), "owner changed");
  EXPECT_EQ(folder.read("a.conf"), "new");
}

TEST_F(FileOfAnother, IsLeftAloneWhenItCouldNotKeepItsGroup) {
  ASSERT_EQ(::chown(file.c_str(), 12, 34), 0);
  ASSERT_EQ(::setgroups(0, nullptr), 0);
  EXPECT_EQ(rewritten(), file.string() + ": the group cannot be kept: Operation not permitted");
  EXPECT_EQ(folder.read("a.conf"), "old");
  EXPECT_FALSE(fs::exists(folder.path() / ".a.conf.next"));
}

}  // namespace
}  // namespace aio::conf

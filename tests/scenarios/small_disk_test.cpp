// SPDX-License-Identifier: MIT
// A configuration on a disk that is full, or that has become read-only: real ones, which only this
// process and its children see.
#include <algorithm>
#include <cerrno>
#include <system_error>

#include <sched.h>
#include <sys/mount.h>

#include "tests/scenarios/scenario.hpp"

namespace aio::scenarios {
namespace {

using testing::HasSubstr;

namespace fs = std::filesystem;

class SmallDisk : public Scenario {
 protected:
  void SetUp() override {
    if (::unshare(CLONE_NEWNS) != 0)
      GTEST_SKIP() << "no disk of our own: unshare(CLONE_NEWNS): "
                   << std::generic_category().message(errno);
    fs::create_directory(disk());
    if (::mount("none", "/", nullptr, MS_REC | MS_PRIVATE, nullptr) != 0 ||
        ::mount("none", disk().c_str(), "tmpfs", 0, "size=128k") != 0)
      GTEST_SKIP() << "no disk of our own: mount(2): " << std::generic_category().message(errno);
    mounted_ = true;
    place.write("disk/aio.conf", text());
  }

  ~SmallDisk() override {
    if (mounted_) ::umount2(disk().c_str(), MNT_DETACH);
  }

  fs::path disk() const { return place.folder() / "disk"; }
  static std::string text() { return "[app]\nword = old\n# " + std::string(6'000, '.') + "\n"; }

  void fill() const {
    std::error_code error;
    while (!error) fs::copy_file(disk() / "aio.conf", disk() / std::to_string(++files_), error);
    ASSERT_EQ(error, std::errc::no_space_on_device);
  }
  void make_read_only() const {
    ASSERT_EQ(::mount("none", disk().c_str(), "tmpfs", MS_REMOUNT | MS_RDONLY, "size=128k"), 0);
  }

  /// That the write failed for this reason, and has left all as it was.
  void expect_refused(const Finished& set, int status, const std::string& why) const {
    EXPECT_EQ(set.status, status);
    EXPECT_THAT(set.err, HasSubstr("aio.conf"));
    EXPECT_THAT(set.err, HasSubstr(why));
    EXPECT_EQ(place.read("disk/aio.conf"), text());
    const auto files = std::distance(fs::directory_iterator(disk()), fs::directory_iterator());
    EXPECT_EQ(files, files_ + 1) << "a file was left";
  }

  Finished set_in(const std::string& which) const {
    return aioctl({which, "disk/aio.conf", "config", "-s", "app:word", "new"});
  }

 private:
  bool mounted_ = false;
  mutable int files_ = 0;
};

TEST_F(SmallDisk, ThatIsFullKeepsTheOldFile) {
  fill();
  expect_refused(set_in("-f"), 1, "No space left on device");
  expect_refused(set_in("-c"), 1, "No space left on device");
}

TEST_F(SmallDisk, ThatIsReadOnlyKeepsTheOldFile) {
  make_read_only();
  expect_refused(set_in("-f"), 1, "Read-only file system");
  expect_refused(set_in("-c"), 1, "Read-only file system");
}

class SmallDiskOfADaemon : public SmallDisk {
 protected:
  void expect_unchanged() const {
    EXPECT_EQ(aioctl({"config", "-g", "app:word"}).out, "old\n");
    EXPECT_EQ(status()["generation"], 1);
  }
  Finished set() const { return aioctl({"config", "-s", "app:word", "new"}); }
};

TEST_F(SmallDiskOfADaemon, ThatIsFullKeepsFileAndMemory) {
  const Daemon daemon(place, {"-c", "disk/aio.conf"});
  fill();
  expect_refused(set(), 1, "No space left on device");
  expect_unchanged();
  fs::remove(disk() / "1");
  fs::remove(disk() / "2");
  EXPECT_THAT(set(), ExitsWith(0));
}

TEST_F(SmallDiskOfADaemon, ThatIsReadOnlyKeepsFileAndMemory) {
  const Daemon daemon(place, {"-c", "disk/aio.conf"});
  make_read_only();
  expect_refused(set(), 1, "Read-only file system");
  expect_unchanged();
}

}  // namespace
}  // namespace aio::scenarios

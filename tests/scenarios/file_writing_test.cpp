// SPDX-License-Identifier: MIT
// How aioctl writes a configuration file: many at once, killed on the way, as root in the folder of
// another user.
#include <csignal>
#include <memory>
#include <random>
#include <thread>

#include <sys/stat.h>
#include <unistd.h>

#include "tests/scenarios/scenario.hpp"
#include "tests/stress.hpp"

namespace aio::scenarios {
namespace {

using testing::HasSubstr;

namespace fs = std::filesystem;

class FileWriting : public Scenario {
 protected:
  /// Sets app:k0, app:k1, ... each with an aioctl of its own, all at once.
  void set_at_once(int count) {
    std::vector<std::unique_ptr<Process>> setters;
    for (int i = 0; i < count; ++i) {
      const std::string option = "app:k" + std::to_string(i);
      setters.push_back(std::make_unique<Process>(
          launch(place, {"aioctl", "config", "-s", option, std::to_string(i)})));
    }
    for (const auto& setter : setters) EXPECT_EQ(setter->status(), 0) << setter->err().all();
  }

  void expect_all_set(int count) const {
    for (int i = 0; i < count; ++i)
      EXPECT_THAT(place.read("aio.conf"),
                  HasSubstr("k" + std::to_string(i) + " = " + std::to_string(i) + "\n"));
  }
};

TEST_F(FileWriting, TwentyAtOnceLoseNoUpdateOfOneAnother) {
  set_at_once(20);
  expect_all_set(20);
}

TEST_F(FileWriting, NorDoTheyThroughTheDaemon) {
  place.write("aio.conf", "[app]\n");
  const Daemon daemon(place);
  set_at_once(20);
  expect_all_set(20);
}

class FileWritingStress : public FileWriting {};

TEST_F(FileWritingStress, AKilledSetLeavesTheOldFileOrTheNew) {
  const std::string filler = "# " + std::string(200'000, '.') + "\n[app]\n";
  const auto text = [&](const std::string& value) { return filler + "word = " + value + "\n"; };
  place.write("aio.conf", text("0"));
  std::mt19937 random(3);
  std::uniform_int_distribution<int> microseconds(0, 40'000);
  std::string before = text("0");
  const int kills = stress::amount(20, 500);
  int written = 0;
  for (int i = 1; i <= kills; ++i) {
    const std::string value = std::to_string(i);
    Process setter(launch(place, {"aioctl", "-f", "aio.conf", "config", "-s", "app:word", value}));
    std::this_thread::sleep_for(std::chrono::microseconds(microseconds(random)));
    setter.signal(SIGKILL);
    ASSERT_TRUE(setter.status());
    const std::string now = place.read("aio.conf");
    ASSERT_TRUE(now == before || now == text(value)) << "after kill " << i;
    written += now == before ? 0 : 1;
    before = now;
  }
  RecordProperty("kills", kills);
  RecordProperty("written", written);
}

/// A folder of another user's, that root works in.
class FolderOfAnother : public FileWriting {
 protected:
  void SetUp() override {
    if (geteuid() != 0) GTEST_SKIP() << "only root may give folders away";
    ASSERT_EQ(::chmod(place.folder().c_str(), 0755), 0);
    place.write("theirs/aio.conf", "[app]\nword = old\n");
    give("theirs");
    give("theirs/aio.conf");
  }

  void give(const fs::path& name) const {
    ASSERT_EQ(::lchown((place.folder() / name).c_str(), 12, 34), 0);
  }

  Finished set(const std::string& file) const {
    return aioctl({"-f", file, "config", "-s", "app:word", "new"});
  }
};

TEST_F(FolderOfAnother, IsWrittenToAsThatUser) {
  EXPECT_THAT(set("theirs/aio.conf"), ExitsWith(0));
  EXPECT_EQ(place.read("theirs/aio.conf"), "[app]\nword = new\n");
  struct stat found = {};
  ASSERT_EQ(::stat((place.folder() / "theirs/aio.conf").c_str(), &found), 0);
  EXPECT_EQ(found.st_uid, 12U);
  EXPECT_EQ(found.st_gid, 34U);
}

TEST_F(FolderOfAnother, LeadsRootToNoFileOutsideOfIt) {
  place.write("ours.conf", "[app]\nword = old\n");
  fs::create_symlink("../ours.conf", place.folder() / "theirs/link.conf");
  give("theirs/link.conf");
  const Finished refused = set("theirs/link.conf");
  EXPECT_EQ(refused.status, 1);
  EXPECT_THAT(refused.err, HasSubstr("is a link out of a folder that is another user's"));
  EXPECT_EQ(place.read("ours.conf"), "[app]\nword = old\n");
}

TEST_F(FolderOfAnother, GivesRootNoMoreThanItsOwnerMay) {
  place.write("theirs/root.conf", "[app]\nword = old\n");
  ASSERT_EQ(::chmod((place.folder() / "theirs/root.conf").c_str(), 0644), 0);
  EXPECT_THAT(set("theirs/root.conf"), ExitsWith(4));
  EXPECT_EQ(place.read("theirs/root.conf"), "[app]\nword = old\n");
}

}  // namespace
}  // namespace aio::scenarios

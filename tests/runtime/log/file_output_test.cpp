// SPDX-License-Identifier: MIT
#include "daemon/runtime/log/file_output.hpp"

#include <gmock/gmock.h>
#include <sys/stat.h>
#include <unistd.h>

#include <filesystem>
#include <fstream>
#include <sstream>
#include <string>

namespace aio::runtime {
namespace {

namespace fs = std::filesystem;

class FileOutputTest : public testing::Test {
 protected:
  FileOutputTest() {
    std::string name = testing::TempDir() + "aio-log-XXXXXX";
    folder = mkdtemp(name.data());
    bare = plan::parse_log_format("%(message)s", '%').format;
  }
  ~FileOutputTest() override { fs::remove_all(folder); }

  plan::FileTarget target(const std::string& name = "a.log") const {
    return {.path = (folder / name).string()};
  }
  std::string text(const std::string& name = "a.log") const {
    std::ostringstream all;
    all << std::ifstream(folder / name).rdbuf();
    return all.str();
  }
  std::error_code write(FileOutput& output, std::string line) const {
    return output.write({.text = std::move(line)}, &bare);
  }

  fs::path folder;
  plan::LogFormat bare;
};

TEST_F(FileOutputTest, AppendsLines) {
  std::ofstream(folder / "a.log") << "before\n";
  FileOutput output(target());
  output.begin();
  EXPECT_FALSE(write(output, "one"));
  EXPECT_FALSE(write(output, "two"));
  EXPECT_EQ(text(), "before\none\ntwo\n");
}

TEST_F(FileOutputTest, CutsTheFileOnlyWhenItBegins) {
  std::ofstream(folder / "a.log") << "before\n";
  plan::FileTarget cut = target();
  cut.truncate = true;
  FileOutput output(cut);
  EXPECT_EQ(text(), "before\n") << "the change may yet be refused";
  output.begin();
  write(output, "one");
  output.begin();  // another configuration that has it
  write(output, "two");
  EXPECT_EQ(text(), "one\ntwo\n");
}

TEST_F(FileOutputTest, AFolderThatIsNotThereIsAnError) {
  EXPECT_THROW(FileOutput(target("no/such/a.log")), std::system_error);
}

TEST_F(FileOutputTest, OpensLateWhenItIsToldTo) {
  plan::FileTarget late = target("late/a.log");
  late.delay = true;
  FileOutput output(late);
  output.begin();
  EXPECT_EQ(write(output, "lost"), std::errc::no_such_file_or_directory);
  fs::create_directory(folder / "late");
  EXPECT_FALSE(write(output, "one"));
  EXPECT_EQ(text("late/a.log"), "one\n");
}

TEST_F(FileOutputTest, AFifoThatNobodyReadsIsAnErrorAndNoWait) {
  ASSERT_EQ(mkfifo((folder / "fifo").c_str(), 0600), 0);
  EXPECT_THROW(FileOutput(target("fifo")), std::system_error);
}

TEST_F(FileOutputTest, AFullDiskIsAnErrorForEachLine) {
  FileOutput output({.path = "/dev/full"});
  EXPECT_EQ(write(output, "one"), std::errc::no_space_on_device);
  EXPECT_EQ(write(output, "two"), std::errc::no_space_on_device);
}

TEST_F(FileOutputTest, IsOpenedAnewWhereItWasMovedAway) {
  FileOutput output(target());
  write(output, "one");
  fs::rename(folder / "a.log", folder / "moved");
  write(output, "two");
  EXPECT_FALSE(output.reopen());
  write(output, "three");
  EXPECT_EQ(text("moved"), "one\ntwo\n");
  EXPECT_EQ(text(), "three\n");
}

TEST_F(FileOutputTest, StaysWithItsFileWhenItCannotBeOpenedAnew) {
  fs::create_directory(folder / "sub");
  FileOutput output(target("sub/a.log"));
  fs::rename(folder / "sub", folder / "gone");
  EXPECT_EQ(output.reopen(), std::errc::no_such_file_or_directory);
  EXPECT_FALSE(write(output, "one"));
  EXPECT_EQ(text("gone/a.log"), "one\n");
}

TEST_F(FileOutputTest, RotatesBeforeTheLineThatWouldReachItsSize) {
  plan::FileTarget small = target();
  small.max_bytes = 10;
  small.backups = 2;
  FileOutput output(small);
  for (const std::string line : {"1234", "5678", "9", "abcdefghijkl", "m", "n"})
    EXPECT_FALSE(write(output, line));
  EXPECT_EQ(text(), "m\nn\n");
  EXPECT_EQ(text("a.log.1"), "abcdefghijkl\n");
  EXPECT_EQ(text("a.log.2"), "5678\n9\n");
  EXPECT_FALSE(fs::exists(folder / "a.log.3"));
}

TEST_F(FileOutputTest, WithoutBackupsNothingIsRotated) {
  plan::FileTarget small = target();
  small.max_bytes = 2;
  FileOutput output(small);
  write(output, "one");
  write(output, "two");
  EXPECT_EQ(text(), "one\ntwo\n");
}

TEST_F(FileOutputTest, AFileThatCannotBeRotatedGrowsAndSaysSoOnce) {
  plan::FileTarget small = target();
  small.max_bytes = 4;
  small.backups = 1;
  fs::create_directories(folder / "a.log.1/full");  // no file can take its name
  FileOutput output(small);
  for (const std::string line : {"one", "two", "three"}) EXPECT_FALSE(write(output, line));
  EXPECT_THAT(text(), testing::HasSubstr("WARNING this file cannot be rotated: "));
  EXPECT_THAT(text(), testing::EndsWith("two\nthree\n"));
}

}  // namespace
}  // namespace aio::runtime

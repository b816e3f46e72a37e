// SPDX-License-Identifier: MIT
#include "conf/files.hpp"

#include <filesystem>
#include <string>
#include <system_error>

#include <gmock/gmock.h>
#include <sys/stat.h>

#include "tests/conf/temporary_folder.hpp"

namespace aio::conf {
namespace {

namespace fs = std::filesystem;

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

}  // namespace
}  // namespace aio::conf

// SPDX-License-Identifier: MIT
#include "ctl/testing/test_files.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "tests/conf/temporary_folder.hpp"

namespace aio::ctl::tests {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;

std::vector<std::string> names_of(const TestFiles& found) {
  std::vector<std::string> names;
  for (const TestFile& file : found.files) names.push_back(file.name);
  return names;
}

void make_executable(const std::filesystem::path& file) {
  std::filesystem::permissions(file, std::filesystem::perms::owner_all);
}

TEST(TestFiles, AreExecutableAndInTheOrderOfTheirBytes) {
  const TemporaryFolder folder;
  for (const char* const name : {"tests/b", "tests/a", "tests/Z", "tests/.hidden"})
    make_executable(folder.write(name, "#!/bin/sh\n"));
  folder.write("tests/data", "1");
  folder.write("tests/folder/inner", "");
  std::filesystem::create_symlink(folder.path() / "tests/a", folder.path() / "tests/link");
  std::filesystem::create_symlink("nowhere", folder.path() / "tests/dangling");
  const TestFiles found = find_tests({"m", folder.path()});
  EXPECT_THAT(names_of(found), ElementsAre("Z", "a", "b", "link"));
  EXPECT_THAT(found.remarks, IsEmpty());
}

TEST(TestFiles, LeaveOutAndTellAScriptThatIsNotExecutable) {
  const TemporaryFolder folder;
  const auto script = folder.write("tests/s", "#!/bin/sh\n");
  const TestFiles found = find_tests({"m", folder.path()});
  EXPECT_THAT(found.files, IsEmpty());
  EXPECT_THAT(found.remarks, ElementsAre(script.string() + " is not executable, and was left out"));
}

TEST(TestFiles, HaveTheReadmeLastWhenItHasExamples) {
  const TemporaryFolder folder;
  make_executable(folder.write("tests/z", "#!/bin/sh\n"));
  folder.write("README.md", "```console\n$ true\n```\n");
  EXPECT_THAT(names_of(find_tests({"m", folder.path()})), ElementsAre("z", "README.md"));
  folder.write("README.md", "Nothing to try.\n");
  EXPECT_THAT(names_of(find_tests({"m", folder.path()})), ElementsAre("z"));
}

TEST(TestFiles, AreNoneWithoutAFolderForThem) {
  const TemporaryFolder folder;
  EXPECT_THAT(find_tests({"m", folder.path() / "missing"}).files, IsEmpty());
  folder.write("tests", "a file");
  EXPECT_THAT(find_tests({"m", folder.path()}).files, IsEmpty());
}

TEST(TestFiles, KnowGoogleTestsPrograms) {
  const TemporaryFolder folder;
  std::filesystem::create_directory(folder.path() / "tests");
  std::filesystem::create_symlink("/proc/self/exe", folder.path() / "tests/self");
  EXPECT_EQ(find_tests({"m", folder.path()}).files.at(0).kind, TestFile::Kind::google_test);
}

}  // namespace
}  // namespace aio::ctl::tests

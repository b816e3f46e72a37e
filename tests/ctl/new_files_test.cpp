// SPDX-License-Identifier: MIT
#include "ctl/new_files.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "ctl/failure.hpp"

namespace aio::ctl {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;
using testing::Not;
using testing::StartsWith;

std::vector<std::string> paths_of(const std::vector<NewFile>& files) {
  std::vector<std::string> paths;
  for (const NewFile& file : files) paths.push_back(file.path);
  return paths;
}

NewFile file_of(const std::vector<NewFile>& files, const std::string& path) {
  for (const NewFile& file : files)
    if (file.path == path) return file;
  ADD_FAILURE() << "no file " << path;
  return {};
}

TEST(NewFiles, OfAModuleAreAllThatItNeeds) {
  const auto files = new_files(NewKind::module, "my.greet", "/home/me/my.greet");
  EXPECT_THAT(paths_of(files), ElementsAre("my.greet.cpp", "CMakeLists.txt", "README.md",
                                           "aio.conf", "tests/my.greet_test.cpp"));
  for (const NewFile& file : files) EXPECT_FALSE(file.executable) << file.path;
  EXPECT_THAT(file_of(files, "my.greet.cpp").text, HasSubstr("\nAIO_MODULE(my.greet) {\n"));
  EXPECT_THAT(file_of(files, "aio.conf").text, HasSubstr("\nfunc = my.greet.tick\n"));
  EXPECT_THAT(file_of(files, "CMakeLists.txt").text,
              HasSubstr("\naio_add_module(my.greet my.greet.cpp CONF aio.conf)\n"));
}

TEST(NewFiles, OfProgramsNeedNoCompiler) {
  const auto files = new_files(NewKind::program, "greet", "/home/me/greet");
  EXPECT_THAT(paths_of(files),
              ElementsAre("greet.sh", "README.md", "aio.conf", "tests/greet_test.sh"));
  for (const char* const script : {"greet.sh", "tests/greet_test.sh"}) {
    EXPECT_TRUE(file_of(files, script).executable);
    EXPECT_THAT(file_of(files, script).text, StartsWith("#!/bin/sh\n# "));
  }
  EXPECT_FALSE(file_of(files, "aio.conf").executable);
  EXPECT_THAT(file_of(files, "aio.conf").text,
              HasSubstr("\nfunc = exec:/home/me/greet/greet.sh tick\n"));
}

TEST(NewFiles, HaveNoPlaceholderLeft) {
  for (const NewKind kind : {NewKind::module, NewKind::program})
    for (const NewFile& file : new_files(kind, "greet", "/g")) {
      EXPECT_THAT(file.path + file.text, Not(HasSubstr("@NAME@")));
      EXPECT_THAT(file.path + file.text, Not(HasSubstr("@PROGRAM@")));
      EXPECT_THAT(file.text, testing::EndsWith("\n")) << file.path;
    }
}

TEST(NewFiles, OfAModuleDoNotCareWhatItsFolderIsCalled) {
  EXPECT_NO_THROW(new_files(NewKind::module, "greet", "/a\nb"));
  EXPECT_THROW(new_files(NewKind::program, "greet", "/a\nb"), Failure);
}

// What an application lists may not list modules itself.
TEST(NewFiles, HaveAConfigurationThatAnApplicationCanTakeOver) {
  for (const NewKind kind : {NewKind::module, NewKind::program})
    EXPECT_THAT(file_of(new_files(kind, "greet", "/g"), "aio.conf").text,
                Not(HasSubstr("\n[aio]\n")));
}

TEST(ProgramWord, IsThePathItselfWhereAShellWouldTakeItSo) {
  EXPECT_EQ(program_word("/home/me/my.greet-2/my_greet.sh"), "/home/me/my.greet-2/my_greet.sh");
}

TEST(ProgramWord, IsQuotedWhereBlanksOrQuotesAreInIt) {
  EXPECT_EQ(program_word("/a b/c'd"), R"("/a b/c'd")");
  EXPECT_EQ(program_word(R"(/a"b\c`d)"), R"("/a\"b\\c\`d")");
  EXPECT_EQ(program_word("/caf\xc3\xa9"), "\"/caf\xc3\xa9\"");
}

TEST(ProgramWord, HasNoReferenceInIt) {
  EXPECT_EQ(program_word("/a${b}"), R"("/a$${b}")");
}

TEST(ProgramWord, OfAPathThatNoLineCanHoldIsRefused) {
  for (const char* const bad : {"/a\nb", "/a\tb", "/a\xff"}) {
    try {
      program_word(bad);
      FAIL() << bad;
    } catch (const Failure& failure) {
      EXPECT_EQ(failure.exit(), Exit::failed);
    }
  }
}

}  // namespace
}  // namespace aio::ctl

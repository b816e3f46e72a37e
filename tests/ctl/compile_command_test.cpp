// SPDX-License-Identifier: MIT
#include "ctl/compile_command.hpp"

#include <cstdlib>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace aio::ctl {
namespace {

using testing::Contains;
using testing::ElementsAre;
using testing::Not;

TEST(CompileCommand, HasTheFlagsOfAModule) {
  EXPECT_THAT(compile_command({}, "/usr/include", "greet.cpp", ".t/greet.so"),
              ElementsAre("c++", "-std=c++20", "-shared", "-fPIC", "-O2", "-g", "-fno-gnu-unique",
                          "-fvisibility=hidden", "-fvisibility-inlines-hidden", "-I/usr/include",
                          "-o", ".t/greet.so", "greet.cpp", "-lfmt"));
}

TEST(CompileCommand, HasTheUsersFlagsAfterOurs) {
  const auto words =
      compile_command({"ccache g++-13", " -O0  -DX=1", "-L/l\t-lx"}, "/i", "a.cpp", "a.so");
  EXPECT_THAT(words,
              ElementsAre("ccache", "g++-13", "-std=c++20", "-shared", "-fPIC", "-O2", "-g",
                          "-fno-gnu-unique", "-fvisibility=hidden", "-fvisibility-inlines-hidden",
                          "-I/i", "-O0", "-DX=1", "-o", "a.so", "a.cpp", "-L/l", "-lx", "-lfmt"));
}

TEST(CompileCommand, LeavesOutWhatClangRefuses) {
  EXPECT_THAT(compile_command({"/usr/bin/clang++-19"}, "/i", "a.cpp", "a.so"),
              Not(Contains("-fno-gnu-unique")));
}

TEST(CompileCommand, TakesAFileWithADashForAFile) {
  const auto words = compile_command({}, "/i", "-a/b.cpp", "-a/b.so");
  EXPECT_THAT(words, Contains("./-a/b.cpp"));
  EXPECT_THAT(words, Contains("./-a/b.so"));
}

TEST(CompileCommand, ReadsTheEnvironmentAsMakeDoes) {
  for (const char* const name : {"CXX", "CXXFLAGS", "LDFLAGS"}) ::unsetenv(name);
  EXPECT_EQ(toolchain_of_environment().compiler, "c++");
  ::setenv("CXX", " ", 1);
  EXPECT_EQ(toolchain_of_environment().compiler, "c++");
  ::setenv("CXX", "g++", 1);
  ::setenv("CXXFLAGS", "-O0", 1);
  ::setenv("LDFLAGS", "-lx", 1);
  const Toolchain toolchain = toolchain_of_environment();
  for (const char* const name : {"CXX", "CXXFLAGS", "LDFLAGS"}) ::unsetenv(name);
  EXPECT_EQ(toolchain.compiler, "g++");
  EXPECT_EQ(toolchain.compile_flags, "-O0");
  EXPECT_EQ(toolchain.link_flags, "-lx");
}

}  // namespace
}  // namespace aio::ctl

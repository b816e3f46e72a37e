// SPDX-License-Identifier: MIT
// What the scenarios have aioctl test run: each test ends as its name says.
#include <csignal>

#include <gtest/gtest.h>

TEST(Tried, Succeeds) {
  SUCCEED();
}
TEST(Tried, Fails) {
  FAIL() << "as wanted";
}
TEST(Tried, IsSkipped) {
  GTEST_SKIP() << "as wanted too";
}
TEST(Tried, Crashes) {
  std::signal(SIGSEGV, SIG_DFL);  // a sanitizer would tell of it
  std::raise(SIGSEGV);
}

// SPDX-License-Identifier: MIT
#include "ctl/testing/google_test.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "tests/conf/temporary_folder.hpp"

namespace aio::ctl::tests {
namespace {

using ::testing::ElementsAre;

TEST(GoogleTest, IsInThisVeryProgramAndNotInAScriptThatSpeaksOfIt) {
  const TemporaryFolder folder;
  EXPECT_TRUE(has_google_test("/proc/self/exe"));
  EXPECT_FALSE(has_google_test("/bin/sh"));
  EXPECT_FALSE(has_google_test(
      folder.write("x", "#!/bin/sh\n# This program contains tests written using Google Test\n")));
  EXPECT_FALSE(has_google_test(folder.write("empty", "")));
  EXPECT_FALSE(has_google_test(folder.path() / "missing"));
}

TEST(GoogleTest, ListsItsTestsBehindWhateverMainSays) {
  EXPECT_THAT(*parse_test_list("Running main() from gmock_main.cc\nA.\n  One\n  Two\n"
                               "I/P.  # TypeParam = int\n  v/0  # GetParam() = 1\n"),
              ElementsAre("A.One", "A.Two", "I/P.v/0"));
  EXPECT_FALSE(parse_test_list("usage: x\n"));
  EXPECT_FALSE(parse_test_list(""));
}

TEST(GoogleTest, TellsResultsAsJson) {
  const auto results = parse_google_results(
      R"({"testsuites": [{"name": "A", "testsuite": [
        {"name": "Ok", "status": "RUN", "result": "COMPLETED", "time": "0.003s"},
        {"name": "Bad", "status": "RUN", "result": "COMPLETED", "time": "0s",
         "failures": [{"failure": "x.cpp:3\nno", "type": ""}]},
        {"name": "Skip", "status": "RUN", "result": "SKIPPED", "time": "0s"},
        {"name": "DISABLED_x", "status": "NOTRUN", "result": "SUPPRESSED", "time": "0s"}]}]})");
  ASSERT_EQ(results->size(), 4U);
  EXPECT_EQ(results->at(0).name, "A.Ok");
  EXPECT_EQ(results->at(0).duration.count(), 3000);
  EXPECT_TRUE(results->at(1).failed);
  EXPECT_EQ(results->at(1).failure, "x.cpp:3\nno\n");
  EXPECT_TRUE(results->at(2).skipped);
  EXPECT_TRUE(results->at(3).disabled);
}

TEST(GoogleTest, TellsNothingInAnythingElse) {
  for (const char* const text : {"", "[]", "{}", "{\"testsuites\"", "7"})
    EXPECT_FALSE(parse_google_results(text)) << text;
  EXPECT_TRUE(parse_google_results(R"({"testsuites": [7, {"testsuite": 7}, {"x": []}]})")->empty());
}

TEST(GoogleTestOutput, KeepsWhatAFailedTestPrinted) {
  GoogleTestOutput output;
  output.read("[ RUN      ] A.Ok\nfine\n[       OK ] A.Ok (0 ms)\n[ RUN      ] A.B");
  output.read("ad\nwhy\nno end[  FAILED  ] A.Bad (1 ms)\n[ RUN      ] A.Crash\nlast words\n");
  EXPECT_EQ(output.printed_by("A.Ok"), "");
  EXPECT_EQ(output.printed_by("A.Bad"), "why\nno end");
  EXPECT_EQ(output.running(), "A.Crash");
  EXPECT_EQ(output.last(), "last words\n");
  EXPECT_EQ(output.ended().size(), 2U);
}

}  // namespace
}  // namespace aio::ctl::tests

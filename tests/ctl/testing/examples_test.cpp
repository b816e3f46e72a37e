// SPDX-License-Identifier: MIT
#include "ctl/testing/examples.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace aio::ctl::tests {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;

TEST(Examples, AreTheCommandsOfConsoleBlocksWithWhatIsShown) {
  const auto blocks = parse_examples(
      "# Title\n\n```console\n$ echo one\none  \n\n$ true\n```\n\n```sh\n$ no\n```\n");
  ASSERT_EQ(blocks.size(), 1U);
  EXPECT_EQ(blocks[0].line, 3U);
  ASSERT_EQ(blocks[0].examples.size(), 2U);
  EXPECT_EQ(blocks[0].examples[0].command, "echo one");
  EXPECT_THAT(blocks[0].examples[0].shown, ElementsAre("one"));
  EXPECT_THAT(blocks[0].examples[1].shown, IsEmpty());
}

TEST(Examples, GoOnBehindABackslash) {
  const auto blocks = parse_examples("```console\n$ echo one \\\n> two\none two\n```\n");
  EXPECT_EQ(blocks.at(0).examples.at(0).command, "echo one \\\ntwo");
  EXPECT_THAT(blocks[0].examples[0].shown, ElementsAre("one two"));
}

TEST(Examples, AreNotInBlocksWithoutACommandNorInOneThatDoesNotEnd) {
  EXPECT_THAT(parse_examples("```console\nonly output\n```\n"), IsEmpty());
  EXPECT_THAT(parse_examples("```console\n$ true\n"), IsEmpty());
  EXPECT_THAT(parse_examples(""), IsEmpty());
}

TEST(Examples, MayShowAFenceInALongerOne) {
  const auto blocks = parse_examples("````console\n$ cat x\n```console\n$ no\n```\n````\n");
  ASSERT_EQ(blocks.size(), 1U);
  EXPECT_EQ(blocks[0].examples.size(), 2U);
  EXPECT_THAT(blocks[0].examples[0].shown, ElementsAre("```console"));
}

TEST(Examples, RunOneAfterTheOtherInOneShell) {
  const ExampleBlock block{1, {{"cd /", {}}, {"echo 'a'", {}}}};
  EXPECT_EQ(script_of(block, "MARK"),
            "eval 'cd /'\nprintf '\\n%s %d\\n' 'MARK' $?\n"
            "eval 'echo '\\''a'\\'''\nprintf '\\n%s %d\\n' 'MARK' $?\nexit 0\n");
}

const ExampleBlock two{1, {{"echo one", {"one"}}, {"list", {"a*", "c [x]"}}}};

TEST(Examples, HoldWhenWhatIsShownComesInItsOrder) {
  EXPECT_EQ(objection_to(two, "M", "one\n\nM 0\nfirst\nabc\nb\nc [x]\n\nM 0\n", 0), "");
}

TEST(Examples, DoNotHoldWhenALineIsMissingOrOutOfOrder) {
  EXPECT_EQ(objection_to(two, "M", "one\n\nM 0\nc [x]\nabc\n\nM 0\n", 0),
            "`list`: no line 'c [x]' in its output");
  EXPECT_EQ(objection_to(two, "M", "\nM 0\nabc\nc [x]\n\nM 0\n", 0),
            "`echo one`: no line 'one' in its output");
  EXPECT_EQ(objection_to(two, "M", "one\n\nM 0\nabc\nc x\n\nM 0\n", 0),
            "`list`: no line 'c [x]' in its output");
}

TEST(Examples, DoNotHoldWhenACommandFailsOrEndsTheShell) {
  EXPECT_EQ(objection_to(two, "M", "one\n\nM 3\nabc\nc [x]\n\nM 0\n", 0),
            "`echo one`: exit status 3");
  EXPECT_EQ(objection_to(two, "M", "one\n", 4), "`echo one`: exit status 4");
  EXPECT_EQ(objection_to(two, "M", "one\n", 0), "`list`: the shell had ended before it");
}

}  // namespace
}  // namespace aio::ctl::tests

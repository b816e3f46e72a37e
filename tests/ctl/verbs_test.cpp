// SPDX-License-Identifier: MIT
#include "ctl/verbs.hpp"

#include <sstream>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace aio::ctl {
namespace {

using testing::HasSubstr;

TEST(Verbs, AreFoundByTheirWholeName) {
  EXPECT_EQ(find_verb("emit")->name, "emit");
  EXPECT_EQ(find_verb("emi"), nullptr);
  EXPECT_EQ(find_verb(""), nullptr);
}

TEST(Verbs, HaveStatusForTheirDefault) {
  EXPECT_EQ(default_verb().name, "status");
}

TEST(Verbs, AreAllInTheHelp) {
  for (const Verb& verb : verbs())
    EXPECT_THAT(help(), HasSubstr("\n  " + std::string(verb.name) + " ")) << verb.name;
}

TEST(Verbs, TellEachOfTheirOptionsInTheirHelp) {
  for (const Verb& verb : verbs())
    for (const Flag& flag : verb.flags)
      EXPECT_THAT(help(verb), HasSubstr("--" + std::string(flag.name))) << verb.name;
}

TEST(Verbs, ShowOneWayToCallThemALine) {
  EXPECT_THAT(help(*find_verb("config")),
              HasSubstr("Usage: aioctl config [OPTION...]\n"
                        "       aioctl config [OPTION...] -g SECTION[:OPTION]\n"));
}

TEST(Verbs, HaveHelpThatFitsATerminal) {
  std::string all = help();
  for (const Verb& verb : verbs()) all += help(verb);
  std::istringstream lines(all);
  for (std::string line; std::getline(lines, line);) EXPECT_LE(line.size(), 80U) << line;
}

}  // namespace
}  // namespace aio::ctl

// SPDX-License-Identifier: MIT
#include "ctl/help.hpp"

#include <sstream>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace aio::ctl {
namespace {

using testing::HasSubstr;

TEST(Help, ListsEachVerbOnce) {
  const std::string all = help();
  for (const Verb& verb : verbs()) {
    const std::string start = "\n  " + std::string(verb.name) + " ";
    EXPECT_NE(all.find(start), all.npos) << verb.name;
    EXPECT_EQ(all.find(start), all.rfind(start)) << verb.name;
  }
}

TEST(Help, OfAVerbTellsEachOfItsOptions) {
  for (const Verb& verb : verbs())
    for (const Flag& flag : verb.flags)
      EXPECT_THAT(help(verb), HasSubstr("--" + std::string(flag.name))) << verb.name;
}

TEST(Help, SaysWhoseAnOptionIsOnlyWhereItIsNotPlain) {
  EXPECT_THAT(help(), HasSubstr("return when all has begun (emit, trigger)\n"));
  EXPECT_THAT(help(*find_verb("emit")), HasSubstr("return when all has begun\n"));
}

TEST(Help, ShowsOneWayToCallAVerbALine) {
  EXPECT_THAT(help(*find_verb("config")),
              HasSubstr("Usage: aioctl config [OPTION...]\n"
                        "       aioctl config [OPTION...] -g SECTION[:OPTION]\n"));
}

TEST(Help, GroupsTheVerbs) {
  const std::string all = help();
  EXPECT_LT(all.find("See what runs"), all.find("\n  status [PATTERN] "));
  EXPECT_LT(all.find("\n  status "), all.find("Act on it:\n  emit SIGNAL [DATA] "));
  EXPECT_LT(all.find("Act on it:"), all.find("Configure it:\n  config ... "));
  EXPECT_LT(all.find("Configure it:"), all.find("Write modules for it:\n  new NAME [--program] "));
  EXPECT_LT(all.find("\n  build FILE... "), all.find("Run it:\n  run [-c FILE] "));
}

TEST(Help, FitsATerminal) {
  std::string all = help();
  for (const Verb& verb : verbs()) all += help(verb);
  std::istringstream lines(all);
  for (std::string line; std::getline(lines, line);) EXPECT_LT(line.size(), 80U) << line;
}

}  // namespace
}  // namespace aio::ctl

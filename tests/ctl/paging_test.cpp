// SPDX-License-Identifier: MIT
#include "ctl/paging.hpp"

#include <map>

#include <gtest/gtest.h>

namespace aio::ctl {
namespace {

using Variables = std::map<std::string, std::string>;
using Programs = std::vector<std::vector<std::string>>;
using Settings = std::vector<std::pair<std::string, std::string>>;

constexpr Terminal paged_terminal{true, 80, true};
const Programs usual{{"pager"}, {"less"}, {"more"}};

Paging paging(Variables variables, const Terminal& on = paged_terminal, bool elevated = false) {
  variables.try_emplace("TERM", "xterm");
  return paging_of(
      [&](const char* name) {
        const auto found = variables.find(name);
        return found == variables.end() ? nullptr : found->second.c_str();
      },
      on, elevated);
}

TEST(Paging, IsForTerminals) {
  EXPECT_EQ(paging({}).programs, usual);
  EXPECT_EQ(paging({}, Terminal{}), Paging{});
  EXPECT_EQ(paging({{"TERM", "dumb"}}), Paging{});
}

TEST(Paging, TakesThePagerThatIsNamed) {
  EXPECT_EQ(paging({{"PAGER", "most -w"}}).programs,
            (Programs{{"most", "-w"}, {"pager"}, {"less"}, {"more"}}));
  EXPECT_EQ(paging({{"PAGER", "most"}, {"SYSTEMD_PAGER", "mine"}}).programs.front(),
            std::vector<std::string>{"mine"});
}

TEST(Paging, IsOffWithAnEmptyPagerOrCat) {
  for (const char* const off : {"", " ", "cat"}) {
    EXPECT_EQ(paging({{"SYSTEMD_PAGER", off}, {"PAGER", "most"}}), Paging{}) << off;
    EXPECT_EQ(paging({{"PAGER", off}}), Paging{}) << off;
  }
}

TEST(Paging, TellsLessHow) {
  EXPECT_EQ(paging({}).environment, (Settings{{"LESS", "FRSXMK"}, {"LESSCHARSET", "utf-8"}}));
  EXPECT_EQ(paging({{"SYSTEMD_LESS", "FRX"}, {"SYSTEMD_LESSCHARSET", "ascii"}}).environment,
            (Settings{{"LESS", "FRX"}, {"LESSCHARSET", "ascii"}}));
  EXPECT_EQ(paging({}, {true, 80, false}).environment, (Settings{{"LESS", "FRSXMK"}}));
}

TEST(Paging, TrustsLessAloneWhenElevated) {
  const Paging elevated = paging({{"PAGER", "most"}}, paged_terminal, true);
  EXPECT_EQ(elevated.programs, (Programs{{"less"}}));
  EXPECT_EQ(elevated.environment.back(), (std::pair<std::string, std::string>("LESSSECURE", "1")));
  EXPECT_EQ(paging({{"PAGER", "cat"}}, paged_terminal, true), Paging{});
}

TEST(Paging, LetsTheUserDecideHowSecureItIs) {
  const auto open = paging({{"PAGER", "most"}, {"SYSTEMD_PAGERSECURE", "0"}}, paged_terminal, true);
  EXPECT_EQ(open.programs, (Programs{{"most"}, {"pager"}, {"less"}, {"more"}}));
  EXPECT_EQ(open.environment.size(), 2U);
  for (const char* const yes : {"1", "what?"}) {
    const auto secure = paging({{"PAGER", "less -S"}, {"SYSTEMD_PAGERSECURE", yes}});
    EXPECT_EQ(secure.programs, (Programs{{"less", "-S"}, {"less"}})) << yes;
    EXPECT_EQ(secure.environment.back().first, "LESSSECURE");
  }
}

}  // namespace
}  // namespace aio::ctl

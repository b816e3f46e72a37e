// SPDX-License-Identifier: MIT
#include "ctl/editor.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <map>
#include <string>
#include <vector>

namespace aio::ctl {
namespace {

using testing::ElementsAre;
using Editors = std::vector<std::vector<std::string>>;

Editors editors_with(const std::map<std::string, std::string>& variables) {
  return editors_of([&](const char* name) {
    const auto found = variables.find(name);
    return found == variables.end() ? nullptr : found->second.c_str();
  });
}

TEST(Editors, IsTheFirstThatTheEnvironmentNames) {
  const std::map<std::string, std::string> all = {
      {"SYSTEMD_EDITOR", "one"}, {"EDITOR", "two"}, {"VISUAL", "three"}};
  EXPECT_EQ(editors_with(all), (Editors{{"one"}}));
  EXPECT_EQ(editors_with({{"EDITOR", "two"}, {"VISUAL", "three"}}), (Editors{{"two"}}));
  EXPECT_EQ(editors_with({{"VISUAL", "three"}}), (Editors{{"three"}}));
}

TEST(Editors, MayHaveArguments) {
  EXPECT_EQ(editors_with({{"EDITOR", " code  --wait "}}), (Editors{{"code", "--wait"}}));
}

TEST(Editors, AreSoughtWhereNothingIsNamed) {
  const Editors usual = {{"editor"}, {"nano"}, {"vim"}, {"vi"}};
  EXPECT_EQ(editors_with({}), usual);
  EXPECT_EQ(editors_with({{"EDITOR", ""}, {"VISUAL", "  "}}), usual);
}

}  // namespace
}  // namespace aio::ctl

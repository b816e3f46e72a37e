// SPDX-License-Identifier: MIT
#include "ctl/verbs.hpp"

#include <gtest/gtest.h>

namespace aio::ctl {
namespace {

TEST(Verbs, AreFoundByTheirWholeName) {
  EXPECT_EQ(find_verb("emit")->name, "emit");
  EXPECT_EQ(find_verb("emi"), nullptr);
  EXPECT_EQ(find_verb(""), nullptr);
}

TEST(Verbs, HaveStatusForTheirDefault) {
  EXPECT_EQ(default_verb().name, "status");
}

}  // namespace
}  // namespace aio::ctl

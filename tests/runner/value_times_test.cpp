// SPDX-License-Identifier: MIT
#include "daemon/runner/value_times.hpp"

#include <string>

#include <gtest/gtest.h>

#include "conf/document.hpp"

namespace aio::runner {
namespace {

/// Configurations that come one after the other, a generation each.
class ValueTimesOf : public testing::Test {
 protected:
  void comes(const std::string& text) {
    conf::Problems problems;
    const auto document = conf::Document::parse("aio.conf", text, problems);
    EXPECT_EQ(conf::rendered(problems), "");
    conf::Config next = conf::merged(std::vector{document});
    const auto changed = next.changed_since(now_);
    now_ = std::move(next);
    times_.note(changed, now_, {++generation_, std::chrono::system_clock::now()});
  }

  std::uint64_t since(const std::string& section, const std::string& option) const {
    return times_.since(conf::where(now_, section, option).value()).generation;
  }

  conf::Config now_;
  std::uint64_t generation_ = 0;
  ValueTimes times_;
};

TEST_F(ValueTimesOf, AreThoseOfTheLastChangeOfTheValue) {
  comes("[s]\nx = 1\ny = 1\n");
  EXPECT_EQ(since("s", "x"), 1U);
  comes("[s]\nx = 2\ny = 1\n");
  comes("\n\n[s]\ny = 1\nx = 2\nz = 1\n");
  EXPECT_EQ(since("s", "x"), 2U);
  EXPECT_EQ(since("s", "y"), 1U);
  EXPECT_EQ(since("s", "z"), 3U);
}

TEST_F(ValueTimesOf, AreThoseOfWhatItRefersTo) {
  comes("[s]\nx = ${y}\ny = ${t:z}\n[t]\nz = 1\nu = 1\n");
  comes("[s]\nx = ${y}\ny = ${t:z}\n[t]\nz = 2\nu = 1\n");
  comes("[s]\nx = ${y}\ny = ${t:z}\n[t]\nz = 2\nu = 2\n");
  EXPECT_EQ(since("s", "x"), 2U);
}

TEST_F(ValueTimesOf, HoldForWhatIsInheritedOnlyWhereItIs) {
  comes("[DEFAULT]\nx = 1\n[own]\nx = 5\n[heir]\n[refers]\ny = ${x}\n");
  comes("[DEFAULT]\nx = 2\n[own]\nx = 5\n[heir]\n[refers]\ny = ${x}\n");
  EXPECT_EQ(since("own", "x"), 1U);
  EXPECT_EQ(since("heir", "x"), 2U);
  EXPECT_EQ(since("refers", "y"), 2U);
  comes("[DEFAULT]\nx = 2\n[own]\n[heir]\n[refers]\ny = ${x}\n");
  EXPECT_EQ(since("own", "x"), 3U) << "it shows the inherited value from then on";
  EXPECT_EQ(since("heir", "x"), 2U);
}

TEST_F(ValueTimesOf, BeginAnewWithADefaultThatHoldsAgain) {
  const std::string schedule = "[schedule/a]\nevery = 1\nfunc = m.f\n";
  comes(schedule + "overlap = queue\n");
  comes(schedule);
  comes(schedule);
  EXPECT_EQ(since("schedule/a", "overlap"), 2U);
}

TEST_F(ValueTimesOf, ForgetWhatHasGone) {
  comes("[s]\nx = 1\n");
  comes("[s]\nx = 2\n");
  comes("[t]\n");
  comes("[t]\n");
  comes("[s]\nx = 2\n[t]\n");
  EXPECT_EQ(since("s", "x"), 5U);
}

}  // namespace
}  // namespace aio::runner

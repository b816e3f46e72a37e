// SPDX-License-Identifier: MIT
#include "daemon/runtime/loop/turning.hpp"

#include <gtest/gtest.h>

namespace aio::runtime {
namespace {

using namespace std::chrono_literals;
using Verdict = Turning::Verdict;

constexpr TimePoint start{1h};

TEST(Turning, SaysNothingOfALoopThatAnswers) {
  Turning turning(1s);
  turning.pinged(start);
  EXPECT_EQ(turning.look(start + 500ms, 0s, true), Verdict::nothing_new);
  turning.pinged(start + 500ms);
  EXPECT_EQ(turning.look(start + 1400ms, 0s, true), Verdict::nothing_new);
}

TEST(Turning, TellsOfAStallOnceAndOfItsEnd) {
  Turning turning(1s);
  turning.pinged(start);
  turning.look(start + 500ms, 0s, true);
  turning.pinged(start + 500ms);
  EXPECT_EQ(turning.look(start + 1s, 0s, false), Verdict::nothing_new);
  EXPECT_EQ(turning.look(start + 1500ms, 0s, false), Verdict::stalled);
  EXPECT_EQ(turning.since(), start + 500ms);
  EXPECT_EQ(turning.look(start + 2s, 0s, false), Verdict::nothing_new);
  EXPECT_EQ(turning.look(start + 9s, 0s, true), Verdict::turns_again);
  turning.pinged(start + 9s);
  EXPECT_EQ(turning.look(start + 10s, 0s, false), Verdict::stalled) << "the next one is told too";
}

TEST(Turning, DoesNotCountTheTimeInWhichTheWholeProcessStoodStill) {
  Turning turning(1s);
  turning.pinged(start);
  turning.look(start + 500ms, 0s, true);
  turning.pinged(start + 500ms);
  EXPECT_EQ(turning.look(start + 61s, 60s, false), Verdict::nothing_new);
  EXPECT_EQ(turning.look(start + 61500ms, 0s, false), Verdict::stalled);
}

TEST(Turning, LeavesALoopAloneThatHasNotBegunToTurn) {
  Turning turning(1s);
  turning.pinged(start);
  EXPECT_EQ(turning.look(start + 1h, 0s, false), Verdict::nothing_new);
}

TEST(Turning, FollowsAnotherLimitAtOnce) {
  Turning turning(1h);
  turning.pinged(start);
  turning.look(start, 0s, true);
  turning.pinged(start);
  turning.limit(1s);
  EXPECT_EQ(turning.look(start + 2s, 0s, false), Verdict::stalled);
}

}  // namespace
}  // namespace aio::runtime

// SPDX-License-Identifier: MIT
#include "tests/sdk/manual_loop.hpp"

#include <aio/task.hpp>

#include <gtest/gtest.h>
#include <memory>
#include <stdexcept>
#include <string>

namespace aio::tests {
namespace {

task<int> seven() {
  co_return 7;
}

task<int> sum_of_two() {
  const int first = co_await seven();
  co_return first + co_await seven();
}

task<> fail() {
  throw std::runtime_error("no such luck");
  co_return;
}

task<std::string> what_a_child_throws() {
  try {
    co_await fail();
  } catch (const std::runtime_error& error) {
    co_return error.what();
  }
  co_return "nothing";
}

task<> count(int& runs) {
  ++runs;
  co_return;
}

task<> await_the_end_of(task<> work, std::exception_ptr& failure) {
  co_await work.ended();
  failure = work.failure();
}

task<int> sum_down_from(int depth) {
  if (depth == 0) co_return 0;
  co_return 1 + co_await sum_down_from(depth - 1);
}

task<> await_in_turn(int times, int& runs) {
  for (int i = 0; i < times; ++i) co_await count(runs);
}

/// Suspends for ever, and lets the test see whether the frame around it is alive.
task<> hang(std::shared_ptr<int> alive) {
  co_await std::suspend_always();
  *alive = 1;
}

task<> hang_below(std::shared_ptr<int> alive) {
  co_await hang(alive);
}

task<TaskContext> context_of_a_child() {
  co_return co_await current_context();
}

task<TaskContext> context_of_a_grandchild() {
  co_return co_await context_of_a_child();
}

TEST(Task, GivesItsValueToWhoeverAwaitsIt) {
  Started run(sum_of_two());
  EXPECT_TRUE(run.over());
  EXPECT_EQ(run.result(), 14);
}

TEST(Task, ThrowsWhatItsCoroutineThrew) {
  Started run(what_a_child_throws());
  EXPECT_EQ(run.result(), "no such luck");
}

TEST(Task, KeepsTheExceptionOfAStartedCoroutineForItsOwner) {
  Started run(fail());
  EXPECT_TRUE(run.over());
  EXPECT_THROW(run.result(), std::runtime_error);
}

TEST(Task, TellsWhatATaskThrewToWhoOnlyAwaitsItsEnd) {
  std::exception_ptr failure;
  Started run(await_the_end_of(fail(), failure));
  EXPECT_TRUE(run.over());
  EXPECT_THROW(std::rethrow_exception(failure), std::runtime_error);
  int runs = 0;
  Started calm(await_the_end_of(count(runs), failure));
  EXPECT_EQ(runs, 1);
  EXPECT_EQ(failure, nullptr);
}

TEST(Task, DoesNothingUntilItIsAwaitedOrStarted) {
  int runs = 0;
  {
    const task<> never_started = count(runs);
    EXPECT_FALSE(never_started.done());
  }
  EXPECT_EQ(runs, 0);
}

TEST(Task, MovesAndLeavesAnEmptyOneBehind) {
  int runs = 0;
  task<> first = count(runs);
  task<> second = std::move(first);
  EXPECT_FALSE(first);  // NOLINT(bugprone-use-after-move): that it is empty is the claim
  Started run(std::move(second));
  EXPECT_EQ(runs, 1);
}

TEST(Task, EndsTheOldCoroutineWhenAnotherIsAssigned) {
  const auto alive = std::make_shared<int>(0);
  task<> work = hang(alive);
  task<> other = hang(alive);
  EXPECT_EQ(alive.use_count(), 3);
  work = std::move(other);
  EXPECT_EQ(alive.use_count(), 2);
  work = {};
  EXPECT_EQ(alive.use_count(), 1);
}

TEST(Task, DestroyedMidwayDestroysTheWholeChain) {
  const auto alive = std::make_shared<int>(0);
  Started run(hang_below(alive));
  EXPECT_FALSE(run.over());
  EXPECT_GT(alive.use_count(), 1);
  run.destroy();
  EXPECT_EQ(alive.use_count(), 1);
  EXPECT_EQ(*alive, 0);
}

TEST(Task, InheritsLoopAndStopTokenFromWhoeverAwaitsIt) {
  ManualLoop loop;
  Started run(context_of_a_grandchild(), &loop);
  const TaskContext context = run.result();
  EXPECT_EQ(context.loop, &loop);
  EXPECT_FALSE(context.stop.stop_requested());
  run.request_stop();
  EXPECT_TRUE(context.stop.stop_requested());
}

TEST(Task, TellsItsCompletionOnceItHasEnded) {
  const auto alive = std::make_shared<int>(0);
  Started waiting(hang(alive));
  Started ending(seven());
  EXPECT_FALSE(waiting.over());
  EXPECT_TRUE(ending.over());
}

// g++ transfers control without growing the stack only when it optimizes, and not under a
// sanitizer: this file is built with -O2 even in a debug build.
#if defined(__OPTIMIZE__) && !defined(__SANITIZE_ADDRESS__) && !defined(__SANITIZE_THREAD__)
constexpr int deep = 1'000'000;
#else
constexpr int deep = 1'000;
#endif

TEST(Task, AwaitsAChainOfAMillionWithoutGrowingTheStack) {
  Started run(sum_down_from(deep));
  EXPECT_EQ(run.result(), deep);
}

TEST(Task, AwaitsAMillionInTurnWithoutGrowingTheStack) {
  int runs = 0;
  Started run(await_in_turn(deep, runs));
  EXPECT_TRUE(run.over());
  EXPECT_EQ(runs, deep);
}

}  // namespace
}  // namespace aio::tests

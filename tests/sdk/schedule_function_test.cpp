// SPDX-License-Identifier: MIT
#include "tests/sdk/manual_loop.hpp"

#include <aio/schedule_function.hpp>

#include <gtest/gtest.h>
#include <memory>
#include <string>
#include <string_view>

namespace aio::tests {
namespace {

using namespace std::chrono_literals;

ScheduledEvent beat() {
  return {"beat", Section()};
}

/// What a function that is no coroutine returns.
std::string called(const ScheduleFunction& function) {
  EXPECT_TRUE(function.plain());
  return function.call(beat());
}

/// What a coroutine ends with.
std::string ran(const ScheduleFunction& function) {
  EXPECT_FALSE(function.plain());
  std::string result;
  Started run(function.run(beat(), result));
  EXPECT_TRUE(run.over());
  run.result();
  return result;
}

std::string name_of(const ScheduledEvent& event) {
  return event.name();
}
task<> nothing_later(ScheduledEvent) {
  co_return;
}
task<std::string> name_later(ScheduledEvent event) {
  co_return "later " + event.name();
}
task<const char*> letters_later(ScheduledEvent) {
  co_return "letters";
}

TEST(ScheduleFunction, TakesAPlainFunctionWithoutAResult) {
  int calls = 0;
  EXPECT_EQ(called([&](const ScheduledEvent&) { ++calls; }), "");
  EXPECT_EQ(calls, 1);
}

TEST(ScheduleFunction, TakesAPlainFunctionThatReturnsWhatATextIsMadeFrom) {
  EXPECT_EQ(called(name_of), "beat");
  EXPECT_EQ(called([](ScheduledEvent) { return "letters"; }), "letters");
  EXPECT_EQ(called([](ScheduledEvent) { return std::string_view("a view"); }), "a view");
}

TEST(ScheduleFunction, TakesACoroutineWithAndWithoutAResult) {
  EXPECT_EQ(ran(nothing_later), "");
  EXPECT_EQ(ran(name_later), "later beat");
  EXPECT_EQ(ran(letters_later), "letters");
}

TEST(ScheduleFunction, LeavesTheExceptionOfACoroutineToItsTask) {
  const ScheduleFunction fail = [](ScheduledEvent) -> task<std::string> {
    throw std::runtime_error("no luck");
    co_return "never";
  };
  std::string result;
  Started run(fail.run(beat(), result));
  EXPECT_THROW(run.result(), std::runtime_error);
  EXPECT_EQ(result, "");
}

TEST(ScheduleFunction, RefusesAResultThatIsNoText) {
  EXPECT_FALSE((std::is_constructible_v<ScheduleFunction, int (*)(ScheduledEvent)>));
  EXPECT_FALSE((std::is_constructible_v<ScheduleFunction, task<int> (*)(ScheduledEvent)>));
  EXPECT_FALSE((std::is_constructible_v<ScheduleFunction, void (*)(int)>));
}

TEST(ScheduleFunction, IsEmptyUntilItIsMadeFromAFunction) {
  EXPECT_FALSE(ScheduleFunction());
  EXPECT_TRUE(ScheduleFunction(name_of));
}

TEST(ScheduledFailure, TellsATimeoutFromAnException) {
  const ScheduledFailure late("beat", "took longer than 2s", nullptr, Section());
  EXPECT_TRUE(late.timed_out());
  const ScheduledFailure bad("beat", "no luck", std::make_exception_ptr(1), Section());
  EXPECT_FALSE(bad.timed_out());
  EXPECT_EQ(bad.error(), "no luck");
}

}  // namespace
}  // namespace aio::tests

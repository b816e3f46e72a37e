// SPDX-License-Identifier: MIT
#include <aio/command.hpp>

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <memory>
#include <stdexcept>
#include <string>
#include <type_traits>

#include "tests/sdk/manual_loop.hpp"

namespace aio::tests {
namespace {

using testing::ElementsAre;

Command greet() {
  return {"greet", {"--json", "", "a\nb"}};
}

/// The exit status that a function comes to.
int status_of(const CommandFunction& function) {
  Started run(function.run(greet()));
  EXPECT_TRUE(run.over());
  return run.result();
}

int count(const Command& command) {
  return static_cast<int>(command.arguments().size());
}
task<int> count_later(Command command) {
  co_return count(command);
}

TEST(Command, HasItsNameAndItsWordsAsTheyAre) {
  EXPECT_EQ(greet().name(), "greet");
  EXPECT_THAT(greet().arguments(), ElementsAre("--json", "", "a\nb"));
}

TEST(CommandFunction, HasTheExitStatusThatAFunctionReturns) {
  EXPECT_EQ(status_of(count), 3);
  EXPECT_EQ(status_of(count_later), 3);
}

TEST(CommandFunction, TakesNothingFor0) {
  std::string heard;
  EXPECT_EQ(status_of([&](const Command& command) { heard = command.name(); }), 0);
  EXPECT_EQ(heard, "greet");
  EXPECT_EQ(status_of([](Command) -> task<> { co_return; }), 0);
}

TEST(CommandFunction, LeavesWhatIsThrownToItsTask) {
  for (const CommandFunction& function :
       {CommandFunction([](const Command&) -> int { throw std::runtime_error("no luck"); }),
        CommandFunction([](Command) -> task<> {
          throw std::runtime_error("no luck");
          co_return;
        })}) {
    Started run(function.run(greet()));
    ASSERT_TRUE(run.over());
    EXPECT_THROW(run.result(), std::runtime_error);
  }
}

TEST(CommandFunction, KeepsWhatItsFunctionHolds) {
  const CommandFunction function = [calls = std::make_shared<int>(0)](const Command&) {
    return ++*calls;
  };
  EXPECT_EQ(status_of(function), 1);
  EXPECT_EQ(status_of(function), 2);
}

TEST(CommandFunction, RefusesAResultThatIsNoExitStatus) {
  EXPECT_FALSE((std::is_constructible_v<CommandFunction, bool (*)(Command)>));
  EXPECT_FALSE((std::is_constructible_v<CommandFunction, std::string (*)(Command)>));
  EXPECT_FALSE((std::is_constructible_v<CommandFunction, int (*)()>));
  EXPECT_FALSE((std::is_constructible_v<CommandFunction, task<bool> (*)(Command)>));
}

TEST(CommandFunction, IsEmptyUntilItIsMadeFromAFunction) {
  EXPECT_FALSE(CommandFunction());
  EXPECT_TRUE(CommandFunction(count));
}

}  // namespace
}  // namespace aio::tests

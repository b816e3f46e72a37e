// SPDX-License-Identifier: MIT
// A start with something missing: the rest runs, and what was missing is tried again.
#include <aio/app.hpp>
#include <aio/error.hpp>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "daemon/runtime/servers/listening.hpp"
#include "tests/runner/running_app.hpp"

namespace aio::runner {
namespace {

using namespace std::chrono_literals;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;

std::string server_on(std::uint16_t port) {
  return "[server/busy]\nprotocol = seed.AdditionServerProtocol\nport = " + std::to_string(port) +
         "\n[schedule/beat]\nevery = 1h\nfunc = seed.scheduler\n";
}

TEST(Mending, ABusyPortDegradesTheStartAndIsServedWhenItIsFree) {
  auto taken = runtime::Listening::open({"127.0.0.1", 0});
  const auto port = taken.bound().port;
  RunningApp app(with_modules(server_on(port)));
  app.start();
  EXPECT_EQ(app.runner().snapshot().state, State::degraded);
  EXPECT_EQ(app.runner().snapshot().schedules.size(), 1);
  EXPECT_THAT(app.runner().snapshot().problems,
              ElementsAre(HasSubstr("server 'busy' cannot be opened on 127.0.0.1")));

  taken = {};
  app.pass(2min);
  EXPECT_EQ(app.runner().snapshot().state, State::running);
  EXPECT_EQ(app.ask(port, "3 + 4"), "7");
}

TEST(Mending, AMissingModuleDegradesTheStart) {
  RunningApp app(
      with_modules("modules = gone\n[schedule/beat]\nevery = 1\nfunc = seed.scheduler\n"));
  app.start();
  EXPECT_EQ(app.runner().snapshot().state, State::degraded);
  EXPECT_THAT(app.runner().snapshot().problems, ElementsAre(HasSubstr("gone")));
  EXPECT_TRUE(app.logged("HIT: beat"));
}

TEST(Mending, TryingAgainInVainIsNotANewGeneration) {
  RunningApp app(with_modules("modules = gone\n"));
  app.start();
  app.pass(10min);
  EXPECT_EQ(app.runner().snapshot().generation, 1);
}

TEST(Mending, AMistakeInTheTextEndsAStartByHandWithAllOfThem) {
  RunningApp app("[schedule/a]\nevery = x\n[schedule/b]\nfunc = seed.scheduler\n");
  try {
    app.start();
    FAIL() << "was accepted";
  } catch (const Error& error) {
    EXPECT_EQ(error.fault(), Fault::broken_config);
    EXPECT_THAT(error.what(), HasSubstr("(text):2: "));
    EXPECT_THAT(error.what(), HasSubstr("(text):3: "));
  }
}

}  // namespace
}  // namespace aio::runner

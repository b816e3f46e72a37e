// SPDX-License-Identifier: MIT
#include "tests/sdk/manual_loop.hpp"

#include <aio/error.hpp>
#include <aio/module.hpp>

#include <gmock/gmock.h>
#include <string>
#include <utility>
#include <variant>
#include <vector>

namespace aio::tests {
namespace {

using testing::ElementsAre;

class Silent final : public Protocol {};

task<> tick(ScheduledEvent) {
  co_return;
}
void hear(const Signal&) {}
task<> ends_at_once(Stream) {
  co_return;
}
ProtocolFactory silent() {
  return protocol_factory<Silent>();
}
task<ProtocolFactory> silent_later() {
  co_return protocol_factory<Silent>();
}
task<Server> serve(std::string, ProtocolFactory, std::string, std::uint16_t) {
  co_return Server();
}

template <class T>
const T& defined(const ModuleBuilder::Definitions& definitions, const std::string& name) {
  return std::get<T>(definitions.at(name));
}

/// What a protocol definition makes of one connection.
std::unique_ptr<Protocol> protocol_of(const ModuleBuilder::Definitions& definitions,
                                      const std::string& name) {
  Started making(defined<ProtocolFunction>(definitions, name)());
  return making.result()();
}

TEST(ModuleBuilder, KeepsEachKindUnderItsName) {
  ModuleBuilder module;
  module.schedule("tick", tick);
  module.listener("hear", hear);
  module.protocol<Silent>("Silent");
  module.factory("serve", serve);
  module.result_handler("keep", [](const ScheduledResult&) {});
  module.failure_handler("mourn", [](ScheduledFailure) -> task<> { co_return; });
  module.command("greet", [](const Command&) { return 3; });
  const auto definitions = std::move(module).take();

  EXPECT_EQ(definitions.size(), 7u);
  EXPECT_TRUE(defined<CommandFunction>(definitions, "greet"));
  EXPECT_TRUE(defined<ResultFunction>(definitions, "keep").plain());
  EXPECT_FALSE(defined<FailureFunction>(definitions, "mourn").plain());
  EXPECT_FALSE(defined<ScheduleFunction>(definitions, "tick").plain());
  EXPECT_TRUE(defined<ListenerFunction>(definitions, "hear").plain());
  EXPECT_TRUE(defined<ServerFactory>(definitions, "serve"));
}

TEST(ModuleBuilder, TakesAProtocolInFourForms) {
  ModuleBuilder module;
  module.protocol<Silent>("class");
  module.protocol("coroutine", ends_at_once);
  module.protocol("function", silent);
  module.protocol("coroutine function", silent_later);
  const auto definitions = std::move(module).take();

  EXPECT_NE(dynamic_cast<Silent*>(protocol_of(definitions, "class").get()), nullptr);
  EXPECT_NE(protocol_of(definitions, "coroutine"), nullptr);
  EXPECT_NE(dynamic_cast<Silent*>(protocol_of(definitions, "function").get()), nullptr);
  EXPECT_NE(dynamic_cast<Silent*>(protocol_of(definitions, "coroutine function").get()), nullptr);
}

TEST(ModuleBuilder, MakesAProtocolForEachConnection) {
  ModuleBuilder module;
  module.protocol<Silent>("Silent");
  const auto definitions = std::move(module).take();
  const auto first = protocol_of(definitions, "Silent");
  const auto second = protocol_of(definitions, "Silent");
  EXPECT_NE(first, second);
}

TEST(ModuleBuilder, RefusesANameThatIsTaken) {
  ModuleBuilder module;
  module.schedule("tick", tick);
  try {
    module.listener("tick", hear);
    FAIL() << "the second 'tick' was taken";
  } catch (const Error& error) {
    EXPECT_EQ(error.fault(), Fault::broken_module);
    EXPECT_STREQ(error.what(), "'tick' is defined twice");
  }
}

}  // namespace
}  // namespace aio::tests

// SPDX-License-Identifier: MIT
#include "daemon/plan/parse_specs.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <vector>

#include "tests/plan/table_catalog.hpp"
#include "tests/plan/with_defaults.hpp"

namespace aio::plan {
namespace {

using std::chrono::milliseconds;
using testing::ElementsAre;
using testing::IsEmpty;

struct ParsedSpecs {
  Specs specs;
  Findings findings;
};

ParsedSpecs specs_of(const std::string& text) {
  static TableCatalog catalog;  // one, so that a function is the same in two readings
  ParsedSpecs parsed;
  parsed.specs = parse_specs(with_defaults(text), catalog, parsed.findings);
  return parsed;
}

TEST(ParseSpecs, ReadsAScheduleWithItsDefaults) {
  const auto [specs, findings] = specs_of("[schedule/a/b]\nevery = 1.5\nfunc = m.beat\n");
  ASSERT_EQ(specs.schedules.size(), 1);
  EXPECT_EQ(specs.schedules[0].name, "a/b");
  EXPECT_EQ(specs.schedules[0].every, milliseconds(1500));
  EXPECT_EQ(specs.schedules[0].rule->func_name, "m.beat");
  EXPECT_EQ(specs.schedules[0].rule->overlap, Overlap::skip);
  EXPECT_TRUE(specs.schedules[0].rule->enabled);
  EXPECT_THAT(findings.mistakes, IsEmpty());
}

TEST(ParseSpecs, ReadsAPolicyOfASignalWithItsDefaults) {
  const auto [specs, findings] = specs_of("[signal/Boom]\n");
  ASSERT_EQ(specs.signals.size(), 1);
  EXPECT_EQ(specs.signals[0].name, "Boom");
  EXPECT_EQ(specs.signals[0].timeout, milliseconds(0));
  EXPECT_EQ(specs.signals[0].queue, 1024);
  EXPECT_EQ(specs.signals[0].overflow, Overflow::block);
  EXPECT_FALSE(specs.signals[0].exported);
  EXPECT_EQ(specs.signals[0].queue, SignalSpec().queue) << "the table's, and one without a section";
}

TEST(ParseSpecs, ReadsEachKeyOfAPolicy) {
  const auto [specs, findings] = specs_of(
      "[signal/a]\ntimeout = 250ms\nqueue = 3\noverflow = drop-oldest\nexport = yes\n"
      "[signal/b]\noverflow = drop-newest\n");
  ASSERT_EQ(specs.signals.size(), 2);
  EXPECT_EQ(specs.signals[0].timeout, milliseconds(250));
  EXPECT_EQ(specs.signals[0].queue, 3);
  EXPECT_EQ(specs.signals[0].overflow, Overflow::drop_oldest);
  EXPECT_TRUE(specs.signals[0].exported);
  EXPECT_EQ(specs.signals[1].overflow, Overflow::drop_newest);
  EXPECT_NE(specs.signals[0].fingerprint, specs.signals[1].fingerprint);
}

TEST(ParseSpecs, RefusesASecondPolicyOfASignal) {
  const auto [specs, findings] = specs_of("[signal/Boom]\nqueue = 1\n[signal/bOOM]\nqueue = 2\n");
  ASSERT_EQ(specs.signals.size(), 1);
  EXPECT_EQ(specs.signals[0].queue, 1);
  EXPECT_THAT(lines_of(findings.mistakes),
              ElementsAre("aio.conf:3: [signal/bOOM] is the signal of [signal/Boom] in aio.conf:1: "
                          "names do not tell case apart"));
}

TEST(ParseSpecs, ReadsAServerWithItsDefaults) {
  const auto [specs, findings] = specs_of("[server/echo]\nprotocol = m.Echo\nport = 7\n");
  ASSERT_EQ(specs.servers.size(), 1);
  EXPECT_EQ(specs.servers[0].address, "127.0.0.1");
  EXPECT_EQ(specs.servers[0].port, 7);
  EXPECT_EQ(specs.servers[0].backlog, 511);
  EXPECT_EQ(specs.servers[0].max_connections, 10000);
  EXPECT_TRUE(specs.servers[0].protocol);
  EXPECT_FALSE(specs.servers[0].factory);
}

TEST(ParseSpecs, AFactoryMayHaveAProtocolToo) {
  const auto [specs, findings] =
      specs_of("[server/echo]\nprotocol = m.Echo\nfactory = m.make\nport = 0\n");
  ASSERT_EQ(specs.servers.size(), 1);
  EXPECT_EQ(specs.servers[0].handler_name, "m.make");
  EXPECT_TRUE(specs.servers[0].protocol);
  EXPECT_TRUE(specs.servers[0].factory);
}

TEST(ParseSpecs, ListenersKeepOrderAndSpelling) {
  const auto [specs, findings] =
      specs_of("[listen/a]\nMy-Signal =\n  m.hear\n  m.hear\nother = m.hear\n");
  ASSERT_EQ(specs.listeners.size(), 3);
  EXPECT_EQ(specs.listeners[0].signal, "My-Signal");
  EXPECT_EQ(specs.listeners[0].section, "a");
  EXPECT_EQ(specs.listeners[2].signal, "other");
}

TEST(ParseSpecs, AnInheritedOptionIsNoSignal) {
  const auto [specs, findings] = specs_of("[DEFAULT]\nx = 1\n[listen/a]\nsignal = m.hear\n");
  EXPECT_EQ(specs.listeners.size(), 1);
  EXPECT_THAT(findings.mistakes, IsEmpty());
}

TEST(ParseSpecs, ANameOfTheWrongKindNamesBothKinds) {
  const auto [specs, findings] = specs_of("[schedule/beat]\nevery = 2\nfunc = m.hear\n");
  EXPECT_THAT(specs.schedules, IsEmpty());
  EXPECT_THAT(lines_of(findings.mistakes),
              ElementsAre("aio.conf:3: 'm.hear' is a listener, expected a schedule function"));
}

TEST(ParseSpecs, AMissingModuleMayComeAndAMissingFunctionIsAMistake) {
  const auto [specs, findings] = specs_of(
      "[schedule/one]\nevery = 2\nfunc = gone.beat\n[schedule/two]\nevery = 2\nfunc = m.bat\n");
  EXPECT_THAT(lines_of(findings.missing),
              ElementsAre("aio.conf:3: module of 'gone.beat' is not there"));
  EXPECT_THAT(lines_of(findings.mistakes), ElementsAre("aio.conf:6: 'm' has no 'm.bat'"));
}

TEST(ParseSpecs, AnUnsoundSectionIsLeftOutAndTheOthersAreRead) {
  const auto [specs, findings] = specs_of(
      "[schedule/one]\nevery = 5 parsecs\nfunc = m.beat\n[schedule/two]\nevery = 2\nfunc = "
      "m.beat\n");
  ASSERT_EQ(specs.schedules.size(), 1);
  EXPECT_EQ(specs.schedules[0].name, "two");
}

TEST(ParseSpecs, TwoServersAtOneAddressAreAMistakeThatNamesBoth) {
  const auto [specs, findings] = specs_of(
      "[server/a]\nprotocol = m.Echo\nport = 80\n[server/b]\nprotocol = m.Echo\nport = 80\n");
  EXPECT_EQ(specs.servers.size(), 1);
  EXPECT_THAT(
      lines_of(findings.mistakes),
      ElementsAre("aio.conf:6: server 'b' has the address of server 'a': 127.0.0.1 port 80"));
}

TEST(ParseSpecs, TheUsersOwnKeysMakeNoOtherThingOfASection) {
  const auto one = specs_of("[schedule/a]\nevery = 2\nfunc = m.beat\nx-colour = red\n");
  const auto two = specs_of("[schedule/a]\nevery = 2\nfunc = m.beat\nx-colour = blue\n");
  EXPECT_EQ(one.specs.schedules.at(0).rule->fingerprint,
            two.specs.schedules.at(0).rule->fingerprint);
}

}  // namespace
}  // namespace aio::plan

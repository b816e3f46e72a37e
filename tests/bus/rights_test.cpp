// SPDX-License-Identifier: MIT
#include "daemon/bus/rights.hpp"

#include <aio/error.hpp>

#include <algorithm>
#include <fstream>
#include <regex>
#include <set>
#include <sstream>
#include <string>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "dbus/glue/config_members.hpp"
#include "dbus/glue/manager_members.hpp"
#include "dbus/glue/schedule_members.hpp"
#include "dbus/glue/server_members.hpp"
#include "dbus/names.hpp"

namespace aio::bus {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;
using testing::Pair;

using Details = std::vector<std::pair<std::string, std::string>>;

std::vector<std::string> methods_without_a_rule(std::string_view interface,
                                                std::span<const dbus::Member> members) {
  std::vector<std::string> without;
  for (const dbus::Member& member : members)
    if (member.kind == dbus::Member::Kind::method && find_rule(interface, member.name) == nullptr)
      without.emplace_back(member.name);
  return without;
}

Demand demanded(std::string_view interface,
                std::string_view member,
                const dbus::CallArguments& arguments,
                std::string_view path = "/org/aio/Runner1") {
  return demand_of(*find_rule(interface, member), path, arguments).value();
}

Details details(const Demand& demand) {
  return demand.things.size() == 1 ? demand.things.front().details : Details();
}

std::string refusal(std::string_view member, const dbus::CallArguments& arguments) {
  const Rule* const rule = find_rule(dbus::config_interface, member);
  try {
    demand_of(rule != nullptr ? *rule : *find_rule("org.freedesktop.DBus.Properties", member),
              "/org/aio/Runner1", arguments);
  } catch (const Error& error) {
    EXPECT_EQ(error.fault(), Fault::not_permitted);
    return error.what();
  }
  return "none";
}

TEST(Rights, HaveARowForEachMethodThatTheXmlDeclares) {
  EXPECT_THAT(methods_without_a_rule(dbus::manager_interface, dbus::manager_members), IsEmpty());
  EXPECT_THAT(methods_without_a_rule(dbus::config_interface, dbus::config_members), IsEmpty());
  EXPECT_THAT(methods_without_a_rule(dbus::schedule_interface, dbus::schedule_members), IsEmpty());
  EXPECT_THAT(methods_without_a_rule(dbus::server_interface, dbus::server_members), IsEmpty());
}

TEST(Rights, LeaveWhatIsNotInTheTableToRootAlone) {
  EXPECT_EQ(find_rule(dbus::manager_interface, "Explode"), nullptr);
  EXPECT_EQ(find_rule("org.example.Other", "Emit"), nullptr);
  EXPECT_EQ(find_rule("", "Emit"), nullptr);
}

TEST(Rights, OpenNothingButLooksToAll) {
  std::set<std::string> open;
  for (const Rule& rule : rules())
    if (!rule.action) open.emplace(rule.member);
  EXPECT_THAT(open, ElementsAre("Get", "GetAll", "GetMachineId", "GetManagedObjects", "Introspect",
                                "Loggers", "Ping", "Schema", "Status", "Subscribe", "Unsubscribe"));
  EXPECT_TRUE(find_rule(dbus::config_interface, "Get")->action) << "that is a value's";
}

TEST(Rights, TellPolkitWhatACallIsAbout) {
  EXPECT_THAT(details(demanded(dbus::manager_interface, "Emit", {.texts = {"lamp", "on"}})),
              ElementsAre(Pair("signal", "lamp")));
  EXPECT_THAT(details(demanded(dbus::config_interface, "Get", {.texts = {"aio", "drain"}})),
              ElementsAre(Pair("section", "aio"), Pair("option", "drain")));
  EXPECT_THAT(details(demanded(dbus::config_interface, "GetSection", {.texts = {"aio"}})),
              ElementsAre(Pair("section", "aio")));
  EXPECT_THAT(
      details(demanded(dbus::schedule_interface, "Trigger", {}, "/org/aio/Runner1/schedule/a_2fb")),
      ElementsAre(Pair("item", "schedule/a/b")));
  EXPECT_THAT(details(demanded(dbus::server_interface, "Stop", {}, "/org/aio/Runner1/server/web")),
              ElementsAre(Pair("item", "server/web")));
  EXPECT_THAT(details(demanded(dbus::manager_interface, "SetLogLevel", {.texts = {"", "DEBUG"}})),
              ElementsAre(Pair("logger", "root")));
  EXPECT_THAT(details(demanded("org.freedesktop.DBus.Properties", "Set",
                               {.texts = {dbus::log_control_interface, "LogLevel"}})),
              ElementsAre(Pair("logger", "root")));
  EXPECT_THAT(details(demanded(dbus::config_interface, "Replace",
                               {.texts = {"v", "text"}, .options = {{"drop_in", "own"}}})),
              ElementsAre(Pair("drop_in", "own")));
  EXPECT_THAT(details(demanded(dbus::manager_interface, "Reload", {})), IsEmpty());
}

TEST(Rights, KnowNoSpellingThatGetsAroundARule) {
  EXPECT_THAT(details(demanded(dbus::manager_interface, "Emit", {.texts = {"LAMP", ""}})),
              ElementsAre(Pair("signal", "lamp")));
  EXPECT_THAT(details(demanded(dbus::config_interface, "Set", {.places = {{"aio", "DRAIN"}}})),
              ElementsAre(Pair("section", "aio"), Pair("option", "drain")));
}

TEST(Rights, AskAboutEachOptionOfACallOnce) {
  const Demand demand =
      demanded(dbus::config_interface, "Set",
               {.places = {{"aio", "drain"}, {"server/a", "port"}, {"aio", "Drain"}}});
  ASSERT_EQ(demand.things.size(), 2U);
  EXPECT_EQ(demand.things[0].what, "aio:drain");
  EXPECT_EQ(demand.things[1].what, "server/a:port");
  EXPECT_THAT(together(demand, demand.things).details,
              ElementsAre(Pair("what", "aio:drain, server/a:port")))
      << "no rule for one of them grants both";
  EXPECT_THAT(together(demand, {demand.things[1]}).details,
              ElementsAre(Pair("section", "server/a"), Pair("option", "port"),
                          Pair("what", "server/a:port")));
}

TEST(Rights, AskForAnEmptyChangeToo) {
  EXPECT_EQ(demanded(dbus::config_interface, "Set", {}).things.size(), 1U);
}

TEST(Rights, LeaveToRootWhatCannotBeAskedAbout) {
  EXPECT_EQ(refusal("Get", {.texts = {std::string(1025, 's'), "o"}}),
            "a section of more than 1024 bytes is root's alone");
  dbus::CallArguments many;
  for (int i = 0; i < 33; ++i) many.places.emplace_back("s", std::to_string(i));
  EXPECT_EQ(refusal("Unset", many), "more than 32 options in one call are root's alone");
  EXPECT_EQ(refusal("Set", {.places = {{"s", std::string(1024, 'o')}}}), "none");
}

TEST(Rights, LetNoOtherPropertyBeSet) {
  const Rule& set = *find_rule("org.freedesktop.DBus.Properties", "Set");
  EXPECT_THROW(demand_of(set, "/", {.texts = {dbus::manager_interface, "LogLevel"}}), Error);
  EXPECT_THROW(demand_of(set, "/", {.texts = {dbus::log_control_interface, "LogTarget"}}), Error);
  EXPECT_THROW(demand_of(set, "/", {}), Error);
}

TEST(Rights, AreFreeToReadWhatEverybodyMayReadInTheFiles) {
  EXPECT_TRUE(demanded(dbus::config_interface, "Dump", {}).open_with_the_files);
  EXPECT_TRUE(demanded(dbus::config_interface, "Text", {}).open_with_the_files);
  EXPECT_FALSE(demanded(dbus::config_interface, "Text", {.options = {{"drop_in", "new"}}})
                   .open_with_the_files);
  EXPECT_FALSE(demanded(dbus::config_interface, "Confirm", {}).open_with_the_files);
}

TEST(Rights, LetAllSeeRunsAndSomeTheLog) {
  const Rule& history = *find_rule(dbus::manager_interface, "History");
  EXPECT_EQ(demand_of(history, "/", {.texts = {"schedule/a"}})->action, Action::read_log);
  EXPECT_FALSE(demand_of(history, "/", {.texts = {"schedule/a"}, .options = {{"lines", false}}}));
}

TEST(Rights, AreThoseOfThePolicyThatPolkitReads) {
  std::ifstream file(AIO_POLICY);
  std::ostringstream text;
  text << file.rdbuf();
  const std::string policy = text.str();

  std::set<std::string> told;
  std::set<std::string> ours;
  const std::regex action("<action id=\"([^\"]*)\">");
  for (std::sregex_iterator each(policy.begin(), policy.end(), action), end; each != end; ++each)
    told.insert((*each)[1]);
  for (std::size_t i = 0; i < action_count; ++i) ours.insert(id_of(static_cast<Action>(i)));
  EXPECT_EQ(told, ours);
  EXPECT_EQ(ours.size(), action_count);

  const auto count = [&](const std::string& words) {
    std::size_t times = 0;
    for (auto at = policy.find(words); at != policy.npos; at = policy.find(words, at + 1)) ++times;
    return times;
  };
  EXPECT_EQ(count("<annotate key=\"org.freedesktop.policykit.owner\">unix-user:aio</annotate>"),
            action_count);
  EXPECT_EQ(count("<allow_any>auth_admin</allow_any>"), action_count);
  EXPECT_EQ(count("<allow_inactive>auth_admin</allow_inactive>"), action_count);
  EXPECT_EQ(count("<allow_active>auth_admin</allow_active>"), action_count);
}

}  // namespace
}  // namespace aio::bus

// SPDX-License-Identifier: MIT
#include "daemon/bus/shapes.hpp"

#include <map>
#include <span>
#include <string>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "dbus/glue/listener_members.hpp"
#include "dbus/glue/module_members.hpp"
#include "dbus/glue/schedule_members.hpp"
#include "dbus/glue/server_members.hpp"
#include "dbus/value.hpp"

namespace aio::bus {
namespace {

using namespace std::chrono_literals;
using Signatures = std::map<std::string, std::string>;

/// The properties that the XML declares, but for the name.
Signatures declared(std::span<const dbus::Member> members) {
  Signatures signatures;
  for (const dbus::Member& member : members)
    if (member.kind == dbus::Member::Kind::property && std::string(member.name) != "Name")
      signatures[member.name] = member.signature;
  return signatures;
}

Signatures made(const dbus::Properties& properties) {
  Signatures signatures;
  for (const auto& [key, value] : properties)
    signatures[dbus::member_name(key)] = dbus::signature_of(value);
  return signatures;
}

std::uint64_t number(const dbus::Properties& properties, const std::string& wanted) {
  for (const auto& [key, value] : properties)
    if (key == wanted) return std::get<std::uint64_t>(value);
  throw std::out_of_range(wanted);
}

TEST(Shapes, AreThoseThatTheXmlDeclares) {
  EXPECT_EQ(made(properties_of(runtime::ScheduleSnapshot())), declared(dbus::schedule_members));
  EXPECT_EQ(made(properties_of(runtime::ServerSnapshot())), declared(dbus::server_members));
  EXPECT_EQ(made(properties_of(runtime::SignalSnapshot())), declared(dbus::listener_members));
  EXPECT_EQ(made(properties_of(ModuleInfo())), declared(dbus::module_members));
}

TEST(Shapes, TellWhatTheLogHasLost) {
  runner::Snapshot snapshot;
  snapshot.log_lines_dropped = 7;
  EXPECT_EQ(number(properties_of(snapshot), "log_lines_dropped"), 7U);
}

TEST(Shapes, TellATimeOfTheMonotonicClockAsOneThatStays) {
  runtime::ScheduleSnapshot schedule;
  schedule.next_due = std::chrono::steady_clock::now() + 1h;
  const std::uint64_t first = number(properties_of(schedule), "next_usec");
  const auto now = usec(std::chrono::system_clock::now());
  EXPECT_NEAR(static_cast<double>(first), static_cast<double>(now + 3'600'000'000), 5e6);
  int different = 0;
  for (int i = 0; i < 1000; ++i)
    if (number(properties_of(schedule), "next_usec") != first) ++different;
  EXPECT_LT(different, 1000) << "only when the clock itself is set in these microseconds";
  schedule.next_due.reset();
  EXPECT_EQ(number(properties_of(schedule), "next_usec"), 0U);
}

TEST(Shapes, CarryNoBytesThatTheBusWouldRefuse) {
  const auto properties = properties_of(ModuleInfo{"m", "/odd\xFF"});
  EXPECT_EQ(std::get<std::string>(properties.front().value), "/odd\xEF\xBF\xBD");
}

}  // namespace
}  // namespace aio::bus

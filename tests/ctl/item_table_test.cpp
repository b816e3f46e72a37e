// SPDX-License-Identifier: MIT
#include "ctl/item_table.hpp"

#include <gtest/gtest.h>

namespace aio::ctl {
namespace {

using namespace std::chrono_literals;

const Time now(1000s);

Value word(const char* value) {
  return std::string(value);
}

Value number(std::uint64_t value) {
  return value;
}

TEST(ItemTable, HasARowForEachItemOfItsKind) {
  const std::vector<Item> items = {{"module", "a", {{"path", word("/lib/a.so")}}},
                                   {"listener", "Boom", {}},
                                   {"module", "b", {{"path", word("/lib/b.so")}}}};
  EXPECT_EQ(item_table(items, "module", now),
            "MODULE  PATH\na       /lib/a.so\nb       /lib/b.so\n");
}

TEST(ItemTable, IsNothingWithoutItems) {
  EXPECT_EQ(item_table({}, "module", now), "");
  EXPECT_EQ(item_table({{"module", "a", {}}}, "server", now), "");
  EXPECT_EQ(item_tables({}, now), "");
}

TEST(ItemTable, SaysWhyAScheduleHasNoNextRun) {
  for (const char* const state : {"paused", "stopped"}) {
    const std::string table = item_table(
        {{"schedule", "s", {{"state", word(state)}, {"enabled", true}, {"func", word("m.f")}}}},
        "schedule", now);
    EXPECT_NE(table.find(std::string("  -     ") + state + "  m.f\n"), table.npos) << table;
  }
}

/// The cell ADDRESS of a server.
std::string address(Properties server) {
  server.emplace_back("state", word("listening"));
  const std::string table = item_table({{"server", "s", server}}, "server", now);
  const std::size_t start = table.find("\ns       ") + 9;
  return table.substr(start, table.find("  listening", start) - start);
}

TEST(ItemTable, TellsWhereAServerIs) {
  EXPECT_EQ(address({{"type", word("udp")}, {"address", word("::")}, {"port", number(53)}}),
            "udp [::]:53");
  EXPECT_EQ(address({{"type", word("unix")}, {"address", word("")}, {"path", word("/run/s")}}),
            "unix /run/s");
  EXPECT_EQ(address({{"type", word("unixgram")}, {"path", word("@s")}}), "unixgram @s");
}

}  // namespace
}  // namespace aio::ctl

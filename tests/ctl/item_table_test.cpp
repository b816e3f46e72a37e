// SPDX-License-Identifier: MIT
#include "ctl/item_table.hpp"

#include <gtest/gtest.h>
#include "tests/ctl/values.hpp"

namespace aio::ctl {
namespace {

using namespace std::chrono_literals;

const Time after_1000s(1000s);

TEST(ItemTable, HasARowForEachItemOfItsKind) {
  const std::vector<Item> items = {{"module", "a", {{"path", word("/lib/a.so")}}},
                                   {"listener", "Boom", {}},
                                   {"module", "b", {{"path", word("/lib/b.so")}}}};
  EXPECT_EQ(item_table(items, "module", after_1000s, {}),
            "MODULE  PATH\na       /lib/a.so\nb       /lib/b.so\n");
}

TEST(ItemTable, IsNothingWithoutItems) {
  EXPECT_EQ(item_table({}, "module", after_1000s, {}), "");
  EXPECT_EQ(item_table({{"module", "a", {}}}, "server", after_1000s, {}), "");
  EXPECT_EQ(item_tables({}, after_1000s, {}, 20), "");
}

TEST(ItemTable, SaysWhyAScheduleHasNoNextRun) {
  for (const char* const state : {"paused", "stopped"}) {
    const std::string table = item_table(
        {{"schedule", "s", {{"state", word(state)}, {"enabled", true}, {"func", word("m.f")}}}},
        "schedule", after_1000s, {});
    EXPECT_NE(table.find(std::string("  -     ") + state), table.npos) << table;
  }
}

/// The cells LAST and NEXT of a schedule.
std::string last_and_next(Properties schedule) {
  schedule.emplace_back("every_usec", number(2'000'000));
  const std::string table =
      item_table({{"schedule", "beat", schedule}}, "schedule", after_1000s, {});
  const std::size_t start = table.find("2s     ") + 7;
  const std::string cells = table.substr(start, table.find("  0 ", start) - start);
  return cells.substr(0, cells.find_last_not_of(' ') + 1);
}

TEST(ItemTable, TellsHowAScheduleStands) {
  Properties schedule = {{"next_usec", number(1001'000'000)}, {"enabled", true}};
  EXPECT_EQ(last_and_next(schedule), "-     in 1s");
  schedule.insert(schedule.end(),
                  {{"last_outcome", word("ok")}, {"last_start_usec", number(999'000'000)}});
  EXPECT_EQ(last_and_next(schedule), "ok 1s ago  in 1s");
  schedule.insert(schedule.begin(), {"running", number(1)});
  EXPECT_EQ(last_and_next(schedule), "running  in 1s");
  schedule.insert(schedule.begin(), {"next_usec", number(999'000'000)});
  EXPECT_EQ(last_and_next(schedule), "running  now");
  schedule.insert(schedule.begin(), {"enabled", false});
  EXPECT_EQ(last_and_next(schedule), "running  disabled");
}

TEST(ItemTable, HasTheSameColumnsWhateverTheValues) {
  for (const Properties& of : {Properties{}, Properties{{"last_outcome", word("failed")}}})
    EXPECT_EQ(item_table({{"listener", "s", of}}, "listener", after_1000s, {}),
              "LISTENER  EMITS  FAILED  HANDLERS\ns         0      0\n");
}

/// The cell ADDRESS of a server.
std::string address(Properties server) {
  server.emplace_back("state", word("listening"));
  const std::string table = item_table({{"server", "s", server}}, "server", after_1000s, {});
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

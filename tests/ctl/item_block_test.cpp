// SPDX-License-Identifier: MIT
#include "ctl/item_block.hpp"

#include <chrono>

#include <gtest/gtest.h>

#include "tests/ctl/utc.hpp"
#include "tests/ctl/values.hpp"

namespace aio::ctl {
namespace {

constexpr std::uint64_t start = 1795905406 * second;
const Time three_seconds_later(std::chrono::seconds(1795905406 + 3));

Properties hello() {
  return {{"every_usec", number(2 * second)},
          {"func", word("hello.schedule_handler")},
          {"enabled", true},
          {"state", word("waiting")},
          {"runs", number(12345)},
          {"failures", number(2)},
          {"last_cause", word("due")},
          {"last_start_usec", number(start)},
          {"last_duration_usec", number(second)},
          {"last_outcome", word("ok")},
          {"next_usec", number(start + 4 * second)}};
}

void change(Properties& properties, const char* name, Value value) {
  for (auto& [key, held] : properties)
    if (key == name) held = std::move(value);
}

class ItemBlock : public testing::Test {
 protected:
  ItemBlock() { test::use_utc(); }

  static std::string shown(const Item& item, const Screen& screen = {.width = 80}) {
    return "\n" + item_block(item, three_seconds_later, screen);
  }
};

TEST_F(ItemBlock, ShowsASchedule) {
  EXPECT_EQ(shown({"schedule", "hello", hello()}), R"(
● schedule/hello
     State: waiting
     Every: 2s
  Function: hello.schedule_handler
  Last run: Sat 2026-11-28 22:36:46 UTC; 3s ago, due, ok after 1s
  Next run: Sat 2026-11-28 22:36:50 UTC; in 1s
      Runs: 12,345 so far, 2 failed, 0 timed out, 0 skipped, 0 missed, 0 queued
)");
}

TEST_F(ItemBlock, ShowsAScheduleThatFailedWithAllOfItsError) {
  Properties failed = hello();
  change(failed, "last_outcome", word("failed"));
  change(failed, "state", word("stopped"));
  failed.emplace_back("last_error",
                      word("a long error of two lines\nthat is wrapped where the screen ends"));
  EXPECT_EQ(shown({"schedule", "hello", failed}), R"(
× schedule/hello
     State: stopped
     Every: 2s
  Function: hello.schedule_handler
  Last run: Sat 2026-11-28 22:36:46 UTC; 3s ago, due, failed after 1s
     Error: a long error of two lines\nthat is wrapped where the screen ends
      Runs: 12,345 so far, 2 failed, 0 timed out, 0 skipped, 0 missed, 0 queued
)");
}

TEST_F(ItemBlock, ShowsAScheduleThatHasNotRunOrRunsNow) {
  Properties fresh = hello();
  change(fresh, "last_start_usec", number(0));
  EXPECT_NE(shown({"schedule", "hello", fresh}).find("  Last run: none\n"), std::string::npos);
  Properties running = hello();
  running.emplace_back("running", number(1));
  EXPECT_NE(shown({"schedule", "hello", running}).find("3s ago, due, running\n"),
            std::string::npos);
}

TEST_F(ItemBlock, ShowsServers) {
  EXPECT_EQ(shown({"server",
                   "web",
                   {{"type", word("tcp")},
                    {"address", word("::1")},
                    {"port", number(80)},
                    {"handler", word("m.Web")},
                    {"state", word("waiting")},
                    {"workers", number(4)},
                    {"accepted", number(9)},
                    {"connections", number(3)}}}),
            R"(
× server/web
     State: waiting
   Address: tcp [::1]:80
   Handler: m.Web
   Workers: 4
  Accepted: 9 so far, 3 open, 0 refused, 0 failed, 0 closed as idle
)");
  EXPECT_EQ(shown({"server",
                   "dns",
                   {{"type", word("unixgram")},
                    {"path", word("/run/dns")},
                    {"handler", word("m.Dns")},
                    {"state", word("paused")},
                    {"workers", number(1)},
                    {"datagrams_received", number(7)}}}),
            R"(
○ server/dns
     State: paused
   Address: unixgram /run/dns
   Handler: m.Dns
 Datagrams: 7 received, 0 sent, 0 dropped, 0 failed
)");
}

TEST_F(ItemBlock, ShowsListenersAndModules) {
  EXPECT_EQ(shown({"listener",
                   "Boom",
                   {{"handlers", std::vector<std::string>{"m.f", "exec:/bin/ring bell"}},
                    {"emits", number(5)},
                    {"timeouts", number(1)}}}),
            R"(
● listener/Boom
  Handlers: m.f exec:/bin/ring bell
     Emits: 5 so far, 0 under way, 0 waiting, 0 dropped
 Listeners: 0 failed, 1 timed out
)");
  EXPECT_EQ(shown({"module", "m", {{"path", word("/lib/m.so")}}}), R"(
● module/m
      Path: /lib/m.so
)");
}

TEST_F(ItemBlock, HasItsHistoryBehindIt) {
  const History history{
      {}, {{{"time_usec", number(start)}, {"level", word("INFO")}, {"text", word("x")}}}};
  EXPECT_EQ(shown({"module", "m", {{"path", word("/lib/m.so")}}, history}), R"(
● module/m
      Path: /lib/m.so

Nov 28 22:36:46 INFO : x
)");
}

TEST_F(ItemBlock, CutsANameThatIsTooLong) {
  EXPECT_EQ(shown({"module", std::string(100, 'n'), {}}, {.width = 20}),
            "\n● module/nnnnnnnnnn…\n");
}

}  // namespace
}  // namespace aio::ctl

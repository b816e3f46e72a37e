// SPDX-License-Identifier: MIT
#include "ctl/status_text.hpp"

#include <algorithm>
#include <sstream>

#include <gtest/gtest.h>

#include "ctl/width.hpp"
#include "tests/ctl/utc.hpp"
#include "tests/ctl/values.hpp"

namespace aio::ctl {
namespace {

using namespace std::chrono_literals;

const Time now(1000s);
const Screen of_80_columns{.width = 80};

const Properties running = {{"state", word("running")},
                            {"generation", number(3)},
                            {"pid", number(42)},
                            {"version", word("0.1.0")},
                            {"config_file", word("/etc/aio/aio.conf")},
                            {"since_usec", number(910 * second)},
                            {"problems", words({})},
                            {"bus", word("the system bus")}};

Properties beat() {
  return {{"every_usec", number(2 * second)},
          {"func", word("m.beat")},
          {"enabled", true},
          {"state", word("waiting")},
          {"running", number(0)},
          {"runs", number(12)},
          {"failures", number(1)},
          {"skipped", number(2)},
          {"last_start_usec", number(999 * second)},
          {"last_outcome", word("ok")},
          {"last_error", word("")},
          {"next_usec", number(1001 * second)}};
}

void change(Properties& properties, const char* name, Value value) {
  for (auto& [key, held] : properties)
    if (key == name) held = std::move(value);
}

Item echo() {
  return {"server",
          "echo",
          {{"type", word("tcp")},
           {"address", word("127.0.0.1")},
           {"port", number(7007)},
           {"handler", word("m.Echo")},
           {"state", word("listening")},
           {"connections", number(1)},
           {"accepted", number(5)},
           {"failures", number(0)}}};
}

Item failing(const std::string& name) {
  Properties properties = beat();
  change(properties, "last_outcome", word("failed"));
  change(properties, "last_error", word("no luck\nat all"));
  return {"schedule", name, properties};
}

class StatusText : public testing::Test {
 protected:
  StatusText() { test::use_utc(); }

  static std::string shown(const Snapshot& snapshot, const Screen& screen = of_80_columns) {
    return "\n" + status_text(snapshot, now, screen);
  }
};

TEST_F(StatusText, ShowsADaemonThatRunsNothing) {
  EXPECT_EQ(shown({running, {}}), R"(
● aio - application runner
     State: running
     Since: Thu 1970-01-01 00:15:10 UTC; 1min 30s ago
    Config: /etc/aio/aio.conf, generation 3
       PID: 42 (aiod 0.1.0)
       Bus: the system bus
     Items: 0 schedules, 0 servers (0 connections), 0 listeners, 0 modules
)");
}

TEST_F(StatusText, ShowsWhatRuns) {
  const Snapshot snapshot{
      running,
      {{"schedule", "beat", beat()},
       echo(),
       {"listener", "Boom", {{"handlers", words({"m.f", "m.g"})}, {"emits", number(9)}}},
       {"module", "m", {{"path", word("/lib/m.so")}}}}};
  EXPECT_EQ(shown(snapshot), R"(
● aio - application runner
     State: running
     Since: Thu 1970-01-01 00:15:10 UTC; 1min 30s ago
    Config: /etc/aio/aio.conf, generation 3
       PID: 42 (aiod 0.1.0)
       Bus: the system bus
     Items: 1 schedule, 1 server (1 connection), 1 listener, 1 module

  SCHEDULE  EVERY  LAST       NEXT   RUNS  FAILED  SKIPPED  FUNC
● beat      2s     ok 1s ago  in 1s  12    1       2        m.beat

  SERVER  ADDRESS             STATE      OPEN  ACCEPTED  FAILED  HANDLER
● echo    tcp 127.0.0.1:7007  listening  1     5         0       m.Echo

  LISTENER  EMITS  FAILED  HANDLERS
● Boom      9      0       m.f m.g

  MODULE  PATH
● m       /lib/m.so
)");
}

TEST_F(StatusText, ShowsFirstWhatIsWrong) {
  Properties runner = running;
  change(runner, "state", word("degraded"));
  change(runner, "config_file", word(""));
  change(
      runner, "problems",
      words({"/etc/aio/aio.conf:3: module 'm' is not there, looked for in /etc/aio, /usr/lib/aio",
             "/etc/aio/aio.conf:7: server 'web' cannot be opened on port 80: Permission denied"}));
  runner.emplace_back("log_lines_dropped", number(1234));
  runner.insert(runner.end(), {{"stalls", number(3)},
                               {"last_stall_item", word("schedule/beat")},
                               {"last_stall_handler", word("m.beat")},
                               {"last_stall_usec", number(995 * second)},
                               {"last_stall_duration_usec", number(2 * second)}});
  Properties busy = beat();
  change(busy, "running", number(1));
  busy.emplace_back("missed", number(4));
  Properties stopped = beat();
  change(stopped, "state", word("stopped"));
  Item web = echo();
  web.name = "web";
  change(web.properties, "state", word("waiting"));
  const Snapshot snapshot{runner,
                          {{"schedule", "a-stopped", stopped},
                           {"schedule", "busy", busy},
                           failing("disk"),
                           echo(),
                           web}};
  EXPECT_EQ(shown(snapshot), R"(
× aio - application runner
     State: degraded
     Since: Thu 1970-01-01 00:15:10 UTC; 1min 30s ago
    Config: no file, generation 3
       PID: 42 (aiod 0.1.0)
       Bus: the system bus
     Items: 3 schedules, 2 servers (2 connections), 0 listeners, 0 modules

× /etc/aio/aio.conf:3: module 'm' is not there, looked for in /etc/aio,
  /usr/lib/aio
× /etc/aio/aio.conf:7: server 'web' cannot be opened on port 80: Permission
  denied
× schedule/disk failed 1s ago: no luck
! m.beat of schedule/beat held up the loop for 2s, 5s ago, the last of 3
! the log has dropped 1,234 lines
! schedule/busy: 4 missed

  SCHEDULE   EVERY  LAST           NEXT     RUNS  FAILED  SKIPPED  FUNC
× disk       2s     failed 1s ago  in 1s    12    1       2        m.beat
● busy       2s     running        in 1s    12    1       2        m.beat
○ a-stopped  2s     ok 1s ago      stopped  12    1       2        m.beat

  SERVER  ADDRESS             STATE      OPEN  ACCEPTED  FAILED  HANDLER
× web     tcp 127.0.0.1:7007  waiting    1     5         0       m.Echo
● echo    tcp 127.0.0.1:7007  listening  1     5         0       m.Echo
)");
}

TEST_F(StatusText, SaysWithColourWhatItSaysAnyway) {
  const std::string text = shown({running, {failing("disk")}}, {.width = 80, .colour = true});
  EXPECT_EQ(text.substr(text.find("\n\n") + 2),
            "\x1b[0;1;31m×\x1b[0m schedule/disk failed 1s ago: no luck\n"
            "\n"
            "  \x1b[0;4mSCHEDULE\x1b[0m  \x1b[0;4mEVERY\x1b[0m  \x1b[0;4mLAST\x1b[0m           "
            "\x1b[0;4mNEXT\x1b[0m   \x1b[0;4mRUNS\x1b[0m  \x1b[0;4mFAILED\x1b[0m  "
            "\x1b[0;4mSKIPPED\x1b[0m  \x1b[0;4mFUNC\x1b[0m\n"
            "\x1b[0;1;31m×\x1b[0m disk      2s     \x1b[0;1;31mfailed 1s ago\x1b[0m  in 1s  12    1"
            "       2        m.beat\n");
}

TEST_F(StatusText, CountsWhatIsMoreThan20OfAKindAndLeavesNothingWrongOut) {
  std::vector<Item> items(1'010, {"schedule", "beat", beat()});
  items.push_back(failing("z"));
  const std::string text = shown({running, items});
  EXPECT_NE(text.find("\n× schedule/z failed 1s ago: no luck\n"), text.npos);
  EXPECT_NE(text.find("FUNC\n× z  "), text.npos);
  EXPECT_EQ(text.substr(text.rfind('\n', text.size() - 2)),
            "\n  … and 991 more: aioctl list-schedules\n");
  EXPECT_NE(text.find("Items: 1,011 schedules"), text.npos);
  EXPECT_EQ(std::count(text.begin(), text.end(), '\n'), 33);
}

TEST_F(StatusText, FitsEveryTerminalWhateverTheNames) {
  const std::string name = std::string(100, 'n') + "\u6f22\u5b57";
  Properties runner = running;
  change(runner, "config_file", word("/" + std::string(300, 'p')));
  change(runner, "problems", words({std::string(200, 'x')}));
  const Snapshot snapshot{
      runner,
      {failing(name), {"module", "m", {{"path", word("/" + std::string(300, 'p'))}}}, echo()}};
  for (const std::size_t width : {40U, 80U, 200U}) {
    std::istringstream lines(shown(snapshot, {.width = width}));
    for (std::string line; std::getline(lines, line);) EXPECT_LE(columns_of(line), width) << line;
  }
  EXPECT_NE(shown(snapshot, {}).find("\n× " + name + "  2s  "), std::string::npos) << "uncut";
}

TEST_F(StatusText, IsHarmlessWhateverTheNames) {
  const std::string text = shown({running, {failing("evil\x1b[2J\nname\u202e")}});
  EXPECT_EQ(text.find("\x1b"), text.npos);
  EXPECT_NE(text.find("\n× schedule/evil\\x1b[2J\\nname\\u202e failed"), text.npos) << text;
}

TEST_F(StatusText, StandsAClockThatWasSetBack) {
  const std::string text = status_text({running, {}}, Time(10s), {});
  EXPECT_NE(text.find("Since: Thu 1970-01-01 00:15:10 UTC; 0 ago\n"), text.npos);
}

TEST_F(StatusText, OfAPatternHasItsItemsAlone) {
  EXPECT_EQ("\n" + items_text({failing("disk"), echo()}, now, of_80_columns), R"(
× schedule/disk failed 1s ago: no luck

  SCHEDULE  EVERY  LAST           NEXT   RUNS  FAILED  SKIPPED  FUNC
× disk      2s     failed 1s ago  in 1s  12    1       2        m.beat

  SERVER  ADDRESS             STATE      OPEN  ACCEPTED  FAILED  HANDLER
● echo    tcp 127.0.0.1:7007  listening  1     5         0       m.Echo
)");
  EXPECT_EQ(items_text({{"module", "m", {}}}, now, of_80_columns), "  MODULE  PATH\n● m\n");
}

}  // namespace
}  // namespace aio::ctl

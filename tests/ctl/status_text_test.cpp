// SPDX-License-Identifier: MIT
#include "ctl/status_text.hpp"

#include <sstream>

#include <gtest/gtest.h>

namespace aio::ctl {
namespace {

using namespace std::chrono_literals;

constexpr std::uint64_t second = 1000000;
const std::chrono::system_clock::time_point now(1000s);

Value number(std::uint64_t value) {
  return value;
}
Value word(const char* value) {
  return std::string(value);
}
Value words(std::vector<std::string> value) {
  return value;
}

const Properties running = {{"state", word("running")},
                            {"generation", number(3)},
                            {"pid", number(42)},
                            {"version", word("0.1.0")},
                            {"config_file", word("/etc/aio/aio.conf")},
                            {"since_usec", number(910 * second)},
                            {"problems", words({})}};

Properties beat() {
  return {{"every_usec", number(2 * second)},
          {"func", word("m.beat")},
          {"enabled", true},
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

const char* const head =
    "aiod 0.1.0: running for 1min 30s, pid 42, generation 3\n"
    "configuration: /etc/aio/aio.conf\n";

TEST(StatusText, BeginsWithTheDaemon) {
  EXPECT_EQ(status_text({running, {}}, now), head);
}

TEST(StatusText, SaysThatThereIsNoFile) {
  Properties runner = running;
  change(runner, "config_file", word(""));
  EXPECT_EQ(status_text({runner, {}}, now),
            "aiod 0.1.0: running for 1min 30s, pid 42, generation 3\nconfiguration: no file\n");
}

TEST(StatusText, SaysWhyItIsDegraded) {
  Properties runner = running;
  change(runner, "state", word("degraded"));
  change(runner, "problems", words({"aio.conf:3: no module 'm'", "b"}));
  EXPECT_EQ(status_text({runner, {}}, now),
            "aiod 0.1.0: degraded for 1min 30s, pid 42, generation 3\n"
            "configuration: /etc/aio/aio.conf\n"
            "degraded: aio.conf:3: no module 'm'\n"
            "degraded: b\n");
}

TEST(StatusText, TellsTheLastStallOfTheLoop) {
  Properties runner = running;
  runner.insert(runner.end(), {{"stalls", number(1)},
                               {"last_stall_item", word("schedule/beat")},
                               {"last_stall_handler", word("m.beat")},
                               {"last_stall_usec", number(995 * second)},
                               {"last_stall_duration_usec", number(2 * second)}});
  EXPECT_EQ(
      status_text({runner, {}}, now),
      std::string(head) + "stalled: m.beat of schedule/beat held up the loop for 2s, 5s ago\n");
  change(runner, "stalls", number(3));
  change(runner, "last_stall_item", word(""));
  EXPECT_EQ(status_text({runner, {}}, now),
            std::string(head) + "stalled: m.beat held up the loop for 2s, 5s ago, the last of 3\n");
  change(runner, "stalls", number(0));
  EXPECT_EQ(status_text({runner, {}}, now), head);
}

TEST(StatusText, TellsWhatTheLogHasLost) {
  Properties runner = running;
  runner.emplace_back("log_lines_dropped", number(7));
  EXPECT_EQ(status_text({runner, {}}, now), std::string(head) + "log: 7 lines dropped\n");
}

TEST(StatusText, HasATableForEachKind) {
  const Snapshot snapshot{
      running,
      {{"schedule", "beat", beat()},
       {"server",
        "echo",
        {{"type", word("tcp")},
         {"address", word("127.0.0.1")},
         {"port", number(7007)},
         {"handler", word("m.Echo")},
         {"state", word("listening")},
         {"connections", number(1)},
         {"accepted", number(5)},
         {"failures", number(0)}}},
       {"listener", "Boom", {{"handlers", words({"m.f", "m.g"})}, {"emits", number(9)}}},
       {"module", "m", {{"path", word("/lib/m.so")}}}}};
  EXPECT_EQ(status_text(snapshot, now),
            std::string(head) +
                "\n"
                "SCHEDULE  EVERY  RUNS  FAILED  SKIPPED  LAST       NEXT   FUNC\n"
                "beat      2s     12    1       2        ok 1s ago  in 1s  m.beat\n"
                "\n"
                "SERVER  ADDRESS             STATE      OPEN  ACCEPTED  FAILED  HANDLER\n"
                "echo    tcp 127.0.0.1:7007  listening  1     5         0       m.Echo\n"
                "\n"
                "LISTENER  EMITS  FAILED  HANDLERS\n"
                "Boom      9      0       m.f m.g\n"
                "\n"
                "MODULE  PATH\n"
                "m       /lib/m.so\n");
}

/// The cells LAST and NEXT of a schedule.
std::string last_and_next(const Properties& schedule) {
  const std::string text = status_text({running, {{"schedule", "beat", schedule}}}, now);
  const std::size_t row = text.find("\nbeat ") + 1;
  const std::size_t start = text.find("2        ", row) + 9;
  const std::string cells = text.substr(start, text.find("m.beat", start) - start);
  return cells.substr(0, cells.find_last_not_of(' ') + 1);
}

TEST(StatusText, TellsHowAScheduleStands) {
  Properties schedule = beat();
  EXPECT_EQ(last_and_next(schedule), "ok 1s ago  in 1s");
  change(schedule, "last_outcome", word(""));
  EXPECT_EQ(last_and_next(schedule), "-     in 1s");
  change(schedule, "running", number(1));
  EXPECT_EQ(last_and_next(schedule), "running  in 1s");
  change(schedule, "next_usec", number(999 * second));
  EXPECT_EQ(last_and_next(schedule), "running  now");
  change(schedule, "enabled", false);
  EXPECT_EQ(last_and_next(schedule), "running  disabled");
}

TEST(StatusText, TellsTheLastErrorInFull) {
  Properties schedule = beat();
  change(schedule, "last_outcome", word("failed"));
  change(schedule, "last_error", word("no\nluck"));
  const std::string text = status_text({running, {{"schedule", "beat", schedule}}}, now);
  EXPECT_EQ(text.substr(text.find("m.beat")), "m.beat\n\nschedule/beat failed: no\\nluck\n");
}

TEST(StatusText, PutsIpv6AddressesInBrackets) {
  const Snapshot snapshot{
      running,
      {{"server", "echo", {{"type", word("tcp")}, {"address", word("::1")}, {"port", number(7)}}}}};
  EXPECT_NE(status_text(snapshot, now).find("tcp [::1]:7"), std::string::npos);
}

TEST(StatusText, FitsATerminalWhateverTheNames) {
  const Snapshot snapshot{
      running,
      {{"schedule", std::string(128, 'n'), beat()},
       {"module", "m", {{"path", word(("/" + std::string(300, 'p')).c_str())}}}}};
  std::istringstream lines(status_text(snapshot, now));
  for (std::string line; std::getline(lines, line);) EXPECT_LE(line.size(), 80U) << line;
}

TEST(StatusText, StandsAClockThatWasSetBack) {
  const std::chrono::system_clock::time_point before(10s);
  EXPECT_EQ(status_text({running, {}}, before).substr(0, 27), "aiod 0.1.0: running for 0, ");
}

}  // namespace
}  // namespace aio::ctl

// SPDX-License-Identifier: MIT
// Programs as handlers: what sections make of them.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <string>
#include <vector>

#include "conf/judge.hpp"
#include "daemon/plan/parse_specs.hpp"
#include "daemon/plan/plan.hpp"
#include "tests/plan/table_catalog.hpp"
#include "tests/plan/with_defaults.hpp"

namespace aio::plan {
namespace {

using namespace std::chrono_literals;
using testing::ElementsAre;
using testing::IsEmpty;

struct ParsedPrograms {
  Specs specs;
  std::vector<ProgramSpec> programs;
  std::vector<std::string> mistakes;  ///< of the key table, then of planning
};

ParsedPrograms programs_of(const std::string& text) {
  const conf::Config config = with_defaults(text);
  TableCatalog catalog;
  Findings findings;
  ParsedPrograms parsed{parse_specs(config, catalog, findings), catalog.programs, {}};
  for (const auto& problem : conf::judge(config))
    parsed.mistakes.push_back(conf::rendered(problem));
  for (const auto& mistake : findings.mistakes) parsed.mistakes.push_back(conf::rendered(mistake));
  return parsed;
}

const std::string collect = "[schedule/c]\nevery = 1h\nfunc = exec:/bin/collect --quick 'a b'\n";
const std::string finger = "[server/f]\nprotocol = exec:/bin/fingerd\nport = 79\n";

TEST(ParseProgram, HasTheDefaultsOfTheKeyTable) {
  const auto parsed = programs_of(collect);
  EXPECT_THAT(parsed.mistakes, IsEmpty());
  ASSERT_EQ(parsed.specs.schedules.size(), 1);
  EXPECT_TRUE(parsed.specs.schedules[0].rule->func);
  EXPECT_EQ(parsed.specs.schedules[0].rule->max_instances, 64);
  ASSERT_EQ(parsed.programs.size(), 1);
  const ProgramSpec& program = parsed.programs[0];
  EXPECT_EQ(program.handler, "exec:/bin/collect --quick 'a b'");
  EXPECT_THAT(program.words, ElementsAre("/bin/collect", "--quick", "a b"));
  EXPECT_EQ(program.directory, "");
  EXPECT_EQ(program.umask, std::nullopt);
  EXPECT_THAT(program.environment, IsEmpty());
  EXPECT_EQ(program.timeout, 0s);
  EXPECT_EQ(program.kill_after, 5s);
  EXPECT_EQ(program.max_instances, 64);
  EXPECT_EQ(program.retry, 0);
  EXPECT_EQ(program.first_pause, 1s);
  EXPECT_EQ(program.longest_pause, 60s);
}

const std::string all_keys =
    "kill_after = 500ms\ndirectory = /srv\numask = 027\n"
    "environment =\n  LANG=C\n  TEXT=a = b c\nmax_instances = 3\nretry = 2\nbackoff = 2s..1min\n";

void expect_all_keys(const ProgramSpec& program) {
  EXPECT_EQ(program.kill_after, 500ms);
  EXPECT_EQ(program.directory, "/srv");
  EXPECT_EQ(program.umask, 027);
  EXPECT_THAT(program.environment, ElementsAre("LANG=C", "TEXT=a = b c"));
  EXPECT_EQ(program.max_instances, 3);
  EXPECT_EQ(program.retry, 2);
  EXPECT_EQ(program.first_pause, 2s);
  EXPECT_EQ(program.longest_pause, 60s);
}

TEST(ParseProgram, ReadsEachKeyOfAScheduleForFuncCbAndErr) {
  const auto parsed =
      programs_of(collect + "cb = exec:keep\nerr = exec:mourn\ntimeout = 9s\n" + all_keys);
  EXPECT_THAT(parsed.mistakes, IsEmpty());
  ASSERT_EQ(parsed.programs.size(), 3);
  for (const ProgramSpec& program : parsed.programs) expect_all_keys(program);
  // The schedule itself sees to the timeout.
  EXPECT_EQ(parsed.specs.schedules.at(0).rule->timeout, 9s);
  EXPECT_EQ(parsed.programs[0].timeout, 0s);
  EXPECT_EQ(parsed.programs[1].timeout, 0s);
  EXPECT_EQ(parsed.specs.schedules.at(0).rule->max_instances, 3);
}

TEST(ParseProgram, ReadsEachKeyOfAServer) {
  const auto parsed = programs_of(finger + "timeout = 9s\n" + all_keys);
  EXPECT_THAT(parsed.mistakes, IsEmpty());
  ASSERT_EQ(parsed.programs.size(), 1);
  expect_all_keys(parsed.programs[0]);
  EXPECT_EQ(parsed.programs[0].timeout, 9s);
  ASSERT_EQ(parsed.specs.servers.size(), 1);
  EXPECT_EQ(parsed.specs.servers[0].max_connections, 3);
}

TEST(ParseProgram, AListenerHasTheKeysOfItsSignalWhateverTheCase) {
  const auto parsed = programs_of(
      "[listen/l]\nMy-Signal =\n  m.hear\n  exec:hear\nother = exec:hear\n"
      "[signal/my-signal]\n" +
      all_keys);
  EXPECT_THAT(parsed.mistakes, IsEmpty());
  EXPECT_EQ(parsed.specs.listeners.size(), 3);
  ASSERT_EQ(parsed.programs.size(), 2);
  expect_all_keys(parsed.programs[0]);
  EXPECT_EQ(parsed.programs[1].kill_after, 5s);
  EXPECT_EQ(parsed.programs[1].max_instances, 64);
}

TEST(ParseProgram, AMistakeInItsWordsNamesTheLine) {
  EXPECT_THAT(
      programs_of("[schedule/c]\nevery = 1h\nfunc = exec:collect 'a b\ncb = exec:\n").mistakes,
      ElementsAre("aio.conf:3: 'exec:collect 'a b': the quote ' is not closed",
                  "aio.conf:4: 'exec:' names no program, expected exec:PROGRAM ARGS"));
  EXPECT_THAT(programs_of("[listen/l]\nx =\n  exec:ok\n  exec:a \"\n").mistakes,
              ElementsAre("aio.conf:2: 'exec:a \"': the quote \" is not closed"));
}

TEST(ParseProgram, AValueThatCannotBeReadNamesTheLineAndWhatIsExpected) {
  const auto parsed =
      programs_of(collect +
                  "directory = srv\numask = 999\nenvironment =\n  LANG\nretry = -1\n"
                  "backoff = 9s..1s\nkill_after = soon\nmax_instances = 0\n");
  EXPECT_THAT(
      parsed.mistakes,
      ElementsAre(
          "aio.conf:4: 'directory' is 'srv', expected an absolute path such as /var/lib/collect",
          "aio.conf:5: 'umask' is '999', expected permissions in octal from 0 to 0777",
          "aio.conf:6: 'environment' is '\\nLANG', expected variables such as LANG=C, one a line, "
          "whose names do not begin with AIO_",
          "aio.conf:8: 'retry' is '-1', expected a number from 0 to 1000",
          "aio.conf:9: 'backoff' is '9s..1s', expected two time spans above zero such as 1s..60s, "
          "the longer one last",
          "aio.conf:10: 'kill_after' is 'soon', expected a time span such as 500ms, 5 or 1h 30min",
          "aio.conf:11: 'max_instances' is '0', expected a number from 1 to 10000"));
  EXPECT_THAT(parsed.specs.schedules, IsEmpty());
}

TEST(ParseProgram, VariablesOfAioAreNotToBeMadeUp) {
  EXPECT_EQ(programs_of(collect + "environment = AIO_RUN=7\n").mistakes.size(), 1);
  EXPECT_EQ(programs_of(collect + "environment = 1A=7\n").mistakes.size(), 1);
  EXPECT_EQ(programs_of(collect + "environment = =7\n").mistakes.size(), 1);
}

TEST(ParseProgram, KeysOfProgramsWithoutAProgramAreMistakes) {
  EXPECT_THAT(programs_of("[schedule/s]\nevery = 1\nfunc = m.beat\nretry = 2\n").mistakes,
              ElementsAre("aio.conf:4: 'retry' is for programs, and [schedule/s] has none"));
  EXPECT_THAT(programs_of("[server/s]\nprotocol = m.Echo\nport = 1\ntimeout = 2\n").mistakes,
              ElementsAre("aio.conf:4: 'timeout' is for programs, and [server/s] has none"));
  // What is inherited is nothing to it.
  EXPECT_THAT(
      programs_of("[DEFAULT]\nretry = 2\n[schedule/s]\nevery = 1\nfunc = m.beat\n").mistakes,
      IsEmpty());
}

TEST(ParseProgram, AServersProgramAnswersConnectionsOnly) {
  EXPECT_THAT(
      programs_of("[server/s]\nprotocol = exec:a\nport = 1\ntype = udp\n").mistakes,
      ElementsAre("aio.conf:2: 'protocol' is a program, which answers connections, and type "
                  "udp has only datagrams"));
  EXPECT_THAT(
      programs_of(finger + "idle_timeout = 5\nworkers = 2\n").mistakes,
      ElementsAre("aio.conf:4: 'idle_timeout' is not for a program: 'timeout' limits its time",
                  "aio.conf:5: 'workers' is not for a program: each connection has a process"));
  EXPECT_THAT(
      programs_of("[server/s]\nfactory = exec:a\nport = 1\n").mistakes,
      ElementsAre("aio.conf:2: 'exec:a' is a program, which cannot be a factory: it answers "
                  "connections as 'protocol'"));
  EXPECT_THAT(programs_of(finger + "factory = m.make\n").mistakes,
              ElementsAre("aio.conf:4: 'factory' makes nothing of a program: give one of the two"));
}

TEST(ParseProgram, IsTheSameAfterAReloadThatChangesNothing) {
  const std::string text = collect + "cb = exec:keep\n" + finger + "[listen/l]\nx = exec:hear\n";
  EXPECT_THAT(plan_change(programs_of(text).specs, programs_of(text).specs).steps, IsEmpty());
  const Plan changed = plan_change(
      programs_of(text).specs,
      programs_of(collect + "retry = 1\ncb = exec:keep\n" + finger + "[listen/l]\nx = exec:hear\n")
          .specs);
  EXPECT_THAT(changed.steps, ElementsAre(Step{Step::Action::change, "schedule/c"}));
}

}  // namespace
}  // namespace aio::plan

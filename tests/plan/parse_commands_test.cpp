// SPDX-License-Identifier: MIT
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <string>
#include <vector>

#include "daemon/plan/parse_specs.hpp"
#include "tests/plan/table_catalog.hpp"
#include "tests/plan/with_defaults.hpp"

namespace aio::plan {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;

/// The commands of [aio/commands] with these lines, as "NAME: HANDLER".
std::vector<std::string> commands(const std::string& lines, Findings& findings) {
  TableCatalog catalog;
  std::vector<std::string> all;
  for (const auto& [name, handler] :
       parse_specs(with_defaults("[aio/commands]\n" + lines), catalog, findings).commands)
    all.push_back(name + ": " + handler);
  EXPECT_THAT(catalog.programs, IsEmpty()) << "a command's program is no process of the app's";
  return all;
}

std::vector<std::string> commands(const std::string& lines) {
  Findings findings;
  auto all = commands(lines, findings);
  EXPECT_EQ(conf::rendered(findings.mistakes), "");
  EXPECT_EQ(conf::rendered(findings.missing), "");
  return all;
}

std::string mistakes(const std::string& lines) {
  Findings findings;
  commands(lines, findings);
  EXPECT_EQ(conf::rendered(findings.missing), "");
  return conf::rendered(findings.mistakes);
}

TEST(ParseCommands, ReadsFunctionsAndPrograms) {
  EXPECT_THAT(commands("Greet = m.greet\ncollect = exec:/bin/collect --quick 'a b'\n"),
              ElementsAre("greet: m.greet", "collect: exec:/bin/collect --quick 'a b'"));
  EXPECT_THAT(commands(""), IsEmpty());
}

TEST(ParseCommands, TakesKeysOfProgramsForNames) {
  EXPECT_THAT(commands("timeout = m.greet\n"), ElementsAre("timeout: m.greet"));
}

TEST(ParseCommands, NamesBothKindsOfAWrongOne) {
  EXPECT_EQ(mistakes("greet = m.hear\n"), "aio.conf:2: 'm.hear' is a listener, expected a command");
}

TEST(ParseCommands, LetsNothingElseHaveACommand) {
  TableCatalog catalog;
  Findings findings;
  parse_specs(with_defaults("[schedule/a]\nevery = 1\nfunc = m.greet\n"), catalog, findings);
  EXPECT_EQ(conf::rendered(findings.mistakes),
            "aio.conf:3: 'm.greet' is a command, expected a schedule function");
}

TEST(ParseCommands, SaysWhatIsNoHandlerAndWhatIsNotThere) {
  EXPECT_EQ(mistakes("a = greet\nb = exec:\nc = exec:/bin/x 'y\nd = m.none\n"),
            "aio.conf:2: 'greet' is no handler, expected module.function or exec:PROGRAM ARGS\n"
            "aio.conf:3: 'exec:' names no program, expected exec:PROGRAM ARGS\n"
            "aio.conf:4: 'exec:/bin/x 'y': the quote ' is not closed\n"
            "aio.conf:5: 'm' has no 'm.none'");
}

TEST(ParseCommands, LeavesAModuleThatIsNotThereToComeLater) {
  Findings findings;
  EXPECT_THAT(commands("greet = other.greet\n", findings), IsEmpty());
  EXPECT_EQ(conf::rendered(findings.mistakes), "");
  EXPECT_EQ(conf::rendered(findings.missing), "aio.conf:2: module of 'other.greet' is not there");
}

}  // namespace
}  // namespace aio::plan

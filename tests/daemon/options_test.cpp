// SPDX-License-Identifier: MIT
#include "daemon/options.hpp"

#include <gtest/gtest.h>

#include <string>
#include <vector>

namespace aio {
namespace {

Options parse(std::vector<std::string> words) {
  words.insert(words.begin(), "aiod");
  std::vector<char*> argv;
  for (std::string& word : words) argv.push_back(word.data());
  argv.push_back(nullptr);
  return parse_options(static_cast<int>(words.size()), argv.data());
}

std::string refusal(const std::vector<std::string>& words) try {
  parse(words);
  return "accepted";
} catch (const UsageError& error) {
  return error.what();
}

TEST(Options, WithoutAnyItRunsWithTheSearchOrder) {
  const Options options = parse({});
  EXPECT_EQ(options.task, Options::Task::run);
  EXPECT_EQ(options.file, "");
  EXPECT_FALSE(options.system_bus || options.user_bus || options.address);
}

TEST(Options, TakesTheWordsOfACommandAsTheyAre) {
  const Options options = parse(
      {"--command=greet", "--handler=my.greet", "--config=F", "--", "-h", "--check", "", "x"});
  EXPECT_EQ(options.task, Options::Task::command);
  EXPECT_EQ(options.command, "greet");
  EXPECT_EQ(options.handler, "my.greet");
  EXPECT_EQ(options.file, "F");
  EXPECT_EQ(options.arguments, (std::vector<std::string>{"-h", "--check", "", "x"}));
}

TEST(Options, TakesAFileInEverySpelling) {
  EXPECT_EQ(parse({"-c", "a.conf"}).file, "a.conf");
  EXPECT_EQ(parse({"-ca.conf"}).file, "a.conf");
  EXPECT_EQ(parse({"--config", "a.conf"}).file, "a.conf");
  EXPECT_EQ(parse({"--config=a.conf"}).file, "a.conf");
}

TEST(Options, KnowsItsTasksAndItsBuses) {
  EXPECT_EQ(parse({"--check"}).task, Options::Task::check);
  EXPECT_EQ(parse({"--help"}).task, Options::Task::help);
  EXPECT_EQ(parse({"--version"}).task, Options::Task::version);
  EXPECT_TRUE(parse({"--system"}).system_bus);
  EXPECT_TRUE(parse({"--user"}).user_bus);
  EXPECT_EQ(parse({"--address=none"}).address, "none");
}

TEST(Options, SaysWhatIsWrongWithTheLine) {
  EXPECT_EQ(refusal({"--chek"}), "unknown option '--chek'");
  EXPECT_EQ(refusal({"-x"}), "unknown option '-x'");
  EXPECT_EQ(refusal({"-c"}), "'-c' needs a value");
  EXPECT_EQ(refusal({"word"}), "unexpected word 'word'");
  EXPECT_EQ(refusal({"--system", "--user"}), "--system, --user and --address exclude each other");
  EXPECT_EQ(refusal({"--address="}), "--address takes the address of a bus, or none");
}

TEST(Options, HelpFitsAScreenOfEightyColumns) {
  std::string line;
  for (const char* c = help_text; *c != '\0'; ++c) {
    if (*c != '\n') {
      line += *c;
      continue;
    }
    EXPECT_LE(line.size(), 80) << line;
    line.clear();
  }
}

}  // namespace
}  // namespace aio

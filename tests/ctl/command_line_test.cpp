// SPDX-License-Identifier: MIT
#include "ctl/command_line.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "ctl/failure.hpp"

namespace aio::ctl {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;

std::string usage_error(const std::vector<std::string>& arguments) try {
  split(arguments);
  return "none";
} catch (const Failure& failure) {
  EXPECT_EQ(failure.exit(), Exit::usage);
  return failure.what();
}

TEST(CommandLine, NamesNoVerbWhenNoneIsGiven) {
  EXPECT_EQ(split({}).verb, nullptr);
  EXPECT_EQ(split({"--json", "-q"}).verb, nullptr);
}

TEST(CommandLine, TakesTheFirstWordThatIsNoOptionForTheVerb) {
  EXPECT_EQ(split({"status"}).verb->name, "status");
  EXPECT_EQ(split({"--json", "-q", "reload"}).verb->name, "reload");
  EXPECT_EQ(split({"--", "reload"}).verb->name, "reload");
}

TEST(CommandLine, TakesNoOptionsValueForTheVerb) {
  EXPECT_EQ(split({"-c", "emit", "run"}).verb->name, "run");
  EXPECT_EQ(split({"-cemit", "run"}).verb->name, "run");
  EXPECT_EQ(split({"--config", "emit", "run"}).verb->name, "run");
  EXPECT_EQ(split({"--config=emit", "run"}).verb->name, "run");
  EXPECT_EQ(split({"-qc", "emit", "run"}).verb->name, "run");
  EXPECT_EQ(split({"--address", "reload", "status"}).verb->name, "status");
  EXPECT_EQ(split({"--timeout", "5", "status"}).verb->name, "status");
  EXPECT_EQ(split({"-f", "emit", "config"}).verb->name, "config");
}

TEST(CommandLine, TakesTheWordAfterJsonForTheVerb) {
  EXPECT_EQ(split({"--json", "status"}).verb->name, "status");
  EXPECT_EQ(split({"--json=pretty", "status"}).verb->name, "status");
}

TEST(CommandLine, KeepsOptionsFromBothSidesOfTheVerbInOrder) {
  const auto line = split({"--json", "-c", "F", "run", "--system", "--address", "A"});
  EXPECT_THAT(line.options, ElementsAre("--json", "-c", "F", "--system", "--address", "A"));
  EXPECT_THAT(line.words, IsEmpty());
}

TEST(CommandLine, SaysTheSameWhereverTheFileStands) {
  const auto before = split({"-c", "F", "run"});
  const auto after = split({"run", "-c", "F"});
  EXPECT_EQ(before.verb, after.verb);
  EXPECT_EQ(before.options, after.options);
}

TEST(CommandLine, LeavesUnknownOptionsToOthers) {
  EXPECT_THAT(split({"status", "--odd", "-z"}).options, ElementsAre("--odd", "-z"));
}

TEST(CommandLine, TakesAWordThatIsNoVerbForACommand) {
  const auto line = split({"-c", "F", "--json", "greet", "-h", "", "--", "--json", "\xFF"});
  EXPECT_EQ(line.verb, nullptr);
  EXPECT_EQ(line.command, "greet");
  EXPECT_THAT(line.options, ElementsAre("-c", "F", "--json"));
  EXPECT_THAT(line.words, ElementsAre("-h", "", "--", "--json", "\xFF"));
  EXPECT_EQ(split({"--", "greet", "emit"}).command, "greet");
  EXPECT_EQ(split({"status", "greet"}).command, std::nullopt);
}

TEST(CommandLine, TakesPatternsAsWords) {
  EXPECT_THAT(split({"status", "schedule/*"}).words, ElementsAre("schedule/*"));
  EXPECT_THAT(split({"status", "--", "-odd"}).words, ElementsAre("-odd"));
  EXPECT_THAT(split({"status", "-"}).words, ElementsAre("-"));
}

// emit SIGNAL [DATA]

struct Emitted {
  const char* what;
  std::vector<std::string> arguments;
  std::vector<std::string> words;
  std::vector<std::string> options;
};

class Emit : public testing::TestWithParam<Emitted> {};

TEST_P(Emit, IsTakenApart) {
  const auto line = split(GetParam().arguments);
  EXPECT_EQ(line.verb->name, "emit");
  EXPECT_EQ(line.words, GetParam().words);
  EXPECT_EQ(line.options, GetParam().options);
}

INSTANTIATE_TEST_SUITE_P(
    CommandLine,
    Emit,
    testing::Values(
        Emitted{"Signal", {"emit", "s"}, {"s"}, {}},
        Emitted{"Data", {"emit", "s", "BOOM"}, {"s", "BOOM"}, {}},
        Emitted{"EmptyData", {"emit", "s", ""}, {"s", ""}, {}},
        Emitted{"Json", {"emit", "s", "[\"x\"]"}, {"s", "[\"x\"]"}, {}},
        Emitted{"Number", {"emit", "s", "-1"}, {"s", "-1"}, {}},
        Emitted{"ShortOption", {"emit", "s", "-q"}, {"s", "-q"}, {}},
        Emitted{"LoneDash", {"emit", "s", "-"}, {"s", "-"}, {}},
        Emitted{"Assignment", {"emit", "s", "=x"}, {"s", "=x"}, {}},
        Emitted{"UnknownLong", {"emit", "s", "--odd"}, {"s", "--odd"}, {}},
        Emitted{"LongOfAnotherVerb", {"emit", "s", "--check"}, {"s", "--check"}, {}},
        Emitted{"PartOfALong", {"emit", "s", "--jso"}, {"s", "--jso"}, {}},
        Emitted{"FlagWithValue", {"emit", "s", "--quiet=1"}, {"s", "--quiet=1"}, {}},
        Emitted{"Long", {"emit", "s", "--json"}, {"s"}, {"--json"}},
        Emitted{"LongWithWord", {"emit", "s", "--json=pretty"}, {"s"}, {"--json=pretty"}},
        Emitted{
            "LongThenData", {"emit", "s", "--timeout", "5", "d"}, {"s", "d"}, {"--timeout", "5"}},
        Emitted{"LongAfterData", {"emit", "s", "d", "--json"}, {"s", "d"}, {"--json"}},
        Emitted{"ShortAfterData", {"emit", "s", "d", "-q"}, {"s", "d"}, {"-q"}},
        Emitted{"ShortBeforeSignal", {"emit", "-q", "s", "d"}, {"s", "d"}, {"-q"}},
        Emitted{"NoWait", {"emit", "s", "--no-wait"}, {"s"}, {"--no-wait"}},
        Emitted{"NoWaitAfterDashes", {"emit", "s", "--", "--no-wait"}, {"s", "--no-wait"}, {}},
        Emitted{"LongAfterDashes", {"emit", "s", "--", "--json"}, {"s", "--json"}, {}},
        Emitted{"DashesAfterDashes", {"emit", "s", "--", "--"}, {"s", "--"}, {}},
        Emitted{"SignalAfterDashes", {"emit", "--", "-s", "--json"}, {"-s", "--json"}, {}},
        Emitted{"VerbAsData", {"emit", "s", "status"}, {"s", "status"}, {}},
        Emitted{"TooMany", {"emit", "s", "d", "e"}, {"s", "d", "e"}, {}}),
    [](const auto& info) { return std::string(info.param.what); });

// config -g, -s, --unset

struct Configured {
  const char* what;
  std::vector<std::string> arguments;
  Act act;
  std::vector<std::string> words;
  std::vector<std::string> options;
};

class Config : public testing::TestWithParam<Configured> {};

TEST_P(Config, IsTakenApart) {
  const auto line = split(GetParam().arguments);
  EXPECT_EQ(line.verb->name, "config");
  EXPECT_EQ(line.act, GetParam().act);
  EXPECT_EQ(line.words, GetParam().words);
  EXPECT_EQ(line.options, GetParam().options);
}

INSTANTIATE_TEST_SUITE_P(
    CommandLine,
    Config,
    testing::Values(
        Configured{"Dump", {"config"}, Act::none, {}, {}},
        Configured{"Get", {"config", "-g", "a:b"}, Act::get, {"a:b"}, {}},
        Configured{"GetLong", {"config", "--get", "aio/commands"}, Act::get, {"aio/commands"}, {}},
        Configured{"GetEquals", {"config", "--get=a:b"}, Act::get, {"a:b"}, {}},
        Configured{"GetAttached", {"config", "-ga:b"}, Act::get, {"a:b"}, {}},
        Configured{
            "GetOptionFirst", {"config", "-g", "-f", "F", "a:b"}, Act::get, {"a:b"}, {"-f", "F"}},
        Configured{"GetOptionLast", {"config", "-g", "a", "--json"}, Act::get, {"a"}, {"--json"}},
        Configured{"Set", {"config", "-s", "a:b", "v"}, Act::set, {"a:b", "v"}, {}},
        Configured{"SetInABundle", {"config", "-qs", "a:b", "v"}, Act::set, {"a:b", "v"}, {"-q"}},
        Configured{"GetInABundle", {"config", "-qga:b"}, Act::get, {"a:b"}, {"-q"}},
        Configured{"FileWithAnS", {"config", "-fs.conf"}, Act::none, {}, {"-fs.conf"}},
        Configured{"Where", {"config", "--where", "a:b"}, Act::where, {"a:b"}, {}},
        Configured{"SetLong", {"config", "--set", "a:b", "v"}, Act::set, {"a:b", "v"}, {}},
        Configured{"SetEquals", {"config", "--set=a:b", "v"}, Act::set, {"a:b", "v"}, {}},
        Configured{"SetAttached", {"config", "-sa:b", "v"}, Act::set, {"a:b", "v"}, {}},
        Configured{"SetJson", {"config", "-s", "a:b", "[\"x\"]"}, Act::set, {"a:b", "[\"x\"]"}, {}},
        Configured{"SetNumber", {"config", "-s", "a:b", "-1"}, Act::set, {"a:b", "-1"}, {}},
        Configured{"SetGet", {"config", "-s", "a:b", "-g"}, Act::set, {"a:b", "-g"}, {}},
        Configured{"SetEmpty", {"config", "-s", "a:b", ""}, Act::set, {"a:b", ""}, {}},
        Configured{"SetAssignment", {"config", "-s", "a:b", "=x"}, Act::set, {"a:b", "=x"}, {}},
        Configured{
            "SetLongOption", {"config", "-s", "a:b", "--json"}, Act::set, {"a:b", "--json"}, {}},
        Configured{"SetDashes", {"config", "-s", "a:b", "--"}, Act::set, {"a:b", "--"}, {}},
        Configured{"SetSeveral",
                   {"config", "-s", "a:b", "-1", "a:c", "-g", "a:d", ""},
                   Act::set,
                   {"a:b", "-1", "a:c", "-g", "a:d", ""},
                   {}},
        Configured{"SetTwice",
                   {"config", "-s", "a:b", "1", "-s", "a:c", "2"},
                   Act::set,
                   {"a:b", "1", "a:c", "2"},
                   {}},
        Configured{"SetThenOption",
                   {"config", "-s", "a:b", "1", "-f", "F"},
                   Act::set,
                   {"a:b", "1"},
                   {"-f", "F"}},
        Configured{"SetAfterDashes",
                   {"config", "-s", "--", "-a:b", "--json"},
                   Act::set,
                   {"-a:b", "--json"},
                   {}},
        Configured{"SetWithoutValue", {"config", "-s", "a:b"}, Act::set, {"a:b"}, {}},
        Configured{"Unset", {"config", "--unset", "a:b", "a:c"}, Act::unset, {"a:b", "a:c"}, {}},
        Configured{"Check", {"config", "--check"}, Act::none, {}, {"--check"}},
        Configured{"FileFirst", {"-f", "F", "config", "-g", "a"}, Act::get, {"a"}, {"-f", "F"}}),
    [](const auto& info) { return std::string(info.param.what); });

TEST(CommandLine, RefusesTwoActsAtOnce) {
  EXPECT_EQ(usage_error({"config", "-g", "a", "-s"}),
            "--get, --set, --unset and --where exclude each other");
  EXPECT_EQ(usage_error({"config", "-s", "a:b", "1", "--unset", "a:c"}),
            "--get, --set, --unset and --where exclude each other");
}

TEST(CommandLine, RefusesWordsThatAreNoText) {
  EXPECT_EQ(usage_error({"emit", "s", "\xff"}), "an argument is not UTF-8 text");
  EXPECT_EQ(usage_error({"config", "-s", "a:b", "\xc3"}), "an argument is not UTF-8 text");
}

}  // namespace
}  // namespace aio::ctl

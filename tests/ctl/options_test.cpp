// SPDX-License-Identifier: MIT
#include "ctl/options.hpp"

#include <gtest/gtest.h>

#include "ctl/failure.hpp"

namespace aio::ctl {
namespace {

using namespace std::chrono_literals;

Options parse(const char* verb, const std::vector<std::string>& words) {
  return parse_options(words, *find_verb(verb));
}

std::string usage_error(const char* verb, const std::vector<std::string>& words) try {
  parse(verb, words);
  return "none";
} catch (const Failure& failure) {
  EXPECT_EQ(failure.exit(), Exit::usage);
  return failure.what();
}

TEST(Options, SayNothingByThemselves) {
  const Options options = parse("status", {});
  EXPECT_FALSE(options.help || options.version || options.quiet || options.check ||
               options.no_wait || options.program);
  EXPECT_EQ(options.bus, std::nullopt);
  EXPECT_EQ(options.file, "");
  EXPECT_EQ(options.raw_file, "");
  EXPECT_EQ(options.format, Format::text);
  EXPECT_EQ(options.timeout, std::nullopt);
}

TEST(Options, AreReadInEverySpelling) {
  EXPECT_EQ(parse("config", {"-c", "F"}).file, "F");
  EXPECT_EQ(parse("config", {"-cF"}).file, "F");
  EXPECT_EQ(parse("config", {"--config", "F"}).file, "F");
  EXPECT_EQ(parse("config", {"--config=F"}).file, "F");
  EXPECT_EQ(parse("config", {"-qc", "F"}).file, "F");
  EXPECT_TRUE(parse("config", {"-qc", "F"}).quiet);
}

TEST(Options, TakeValuesAsTheyAre) {
  EXPECT_EQ(parse("config", {"-f", "[x,y]"}).raw_file, "[x,y]");
  EXPECT_EQ(parse("config", {"-f", "\"x\""}).raw_file, "\"x\"");
  EXPECT_EQ(parse("config", {"-f", "-c"}).raw_file, "-c");
  EXPECT_EQ(parse("config", {"--file==x"}).raw_file, "=x");
}

TEST(Options, NameABus) {
  EXPECT_EQ(parse("status", {"--system"}).bus, (dbus::Bus{dbus::Bus::Kind::system}));
  EXPECT_EQ(parse("status", {"--user"}).bus, (dbus::Bus{dbus::Bus::Kind::user}));
  EXPECT_EQ(parse("status", {"--address=unix:path=/b,guid=1"}).bus,
            (dbus::Bus{dbus::Bus::Kind::address, "unix:path=/b,guid=1"}));
  EXPECT_EQ(parse("status", {"-H", "ann@web"}).bus, (dbus::Bus{dbus::Bus::Kind::host, "ann@web"}));
  EXPECT_EQ(parse("emit", {"--machine=box"}).bus, (dbus::Bus{dbus::Bus::Kind::machine, "box"}));
}

TEST(Options, NameAHostOrAMachineThatCanBeOne) {
  EXPECT_EQ(usage_error("status", {"-H", "-x"}),
            "--host is '-x', expected [USER@]HOST[:PORT][/MACHINE]");
  EXPECT_EQ(usage_error("status", {"-M", ""}), "--machine is '', expected [USER@]MACHINE");
}

TEST(Options, NameOneBusAlone) {
  const char* const why = "--system, --user, --address, --host and --machine exclude each other";
  EXPECT_EQ(usage_error("status", {"--system", "--user"}), why);
  EXPECT_EQ(usage_error("status", {"--system", "--address", "a"}), why);
  EXPECT_EQ(usage_error("status", {"-H", "web", "-M", "box"}), why);
}

TEST(Options, ChooseTests) {
  const Options options =
      parse("test", {"--filter", "A.*", "--list", "--junit=x.xml", "--repeat", "3"});
  EXPECT_EQ(options.filter, "A.*");
  EXPECT_TRUE(options.list);
  EXPECT_EQ(options.junit, "x.xml");
  EXPECT_EQ(options.repeat, 3U);
  EXPECT_EQ(parse("test", {}).repeat, 1U);
  for (const char* const wrong : {"0", "-1", "1000001", "x", "1x", "", "99999999999999999999"})
    EXPECT_EQ(usage_error("test", {"--repeat", wrong}),
              "--repeat is '" + std::string(wrong) + "', expected a number from 1 to 1000000");
  EXPECT_EQ(usage_error("test", {"--filter", ""}), "--filter needs a pattern, such as 'Suite.*'");
  EXPECT_EQ(usage_error("test", {"--junit", ""}), "--junit needs the name of a file");
}

TEST(Options, ChooseAFormat) {
  EXPECT_EQ(parse("status", {"--json"}).format, Format::json);
  EXPECT_EQ(parse("status", {"--json=short"}).format, Format::json);
  EXPECT_EQ(parse("status", {"--json=pretty"}).format, Format::pretty_json);
  EXPECT_EQ(parse("status", {"--json=pretty", "--json=short"}).format, Format::json);
  EXPECT_EQ(usage_error("status", {"--json=x"}), "--json is 'x', expected short or pretty");
}

TEST(Options, ReadTheTimeoutAsASpan) {
  EXPECT_EQ(parse("emit", {"--timeout", "1.5"}).timeout, 1500ms);
  EXPECT_EQ(parse("emit", {"--timeout=1h 30min"}).timeout, 90min);
  EXPECT_EQ(usage_error("emit", {"--timeout", "soon"}),
            "--timeout is 'soon', expected a time span such as 500ms, 5 or 1h 30min");
}

TEST(Options, SayWhetherToWait) {
  EXPECT_TRUE(parse("emit", {"--no-wait"}).no_wait);
  EXPECT_TRUE(parse("trigger", {"--no-wait"}).no_wait);
  EXPECT_EQ(usage_error("reload", {"--no-wait"}), "reload has no option '--no-wait'");
}

TEST(Options, SayWhetherANewModuleIsOfPrograms) {
  EXPECT_TRUE(parse("new", {"--program"}).program);
  EXPECT_FALSE(parse("new", {}).program);
}

TEST(Options, OfAnotherVerbAreRefused) {
  EXPECT_EQ(usage_error("build", {"--program"}), "build has no option '--program'");
  EXPECT_EQ(usage_error("status", {"-f", "F"}), "status has no option '-f'");
  EXPECT_EQ(usage_error("emit", {"-c", "F"}), "emit has no option '-c'");
  EXPECT_EQ(usage_error("run", {"--json"}), "run has no option '--json'");
}

TEST(Options, ThatAreUnknownAreNamedWithTheNearest) {
  try {
    parse("status", {"--jsno"});
    FAIL() << "there is no such option";
  } catch (const Failure& failure) {
    EXPECT_STREQ(failure.what(), "status has no option '--jsno'");
    EXPECT_EQ(failure.hint(), "did you mean '--json'?");
  }
}

TEST(Options, NeedTheirValues) {
  EXPECT_EQ(usage_error("config", {"-c"}), "'--config' needs a value");
  EXPECT_EQ(usage_error("config", {"--file"}), "'--file' needs a value");
  EXPECT_EQ(usage_error("config", {"-c", ""}), "--config needs the name of a file");
  EXPECT_EQ(usage_error("status", {"--timeout"}), "'--timeout' needs a value");
  EXPECT_EQ(usage_error("status", {"--address", ""}),
            "--address needs the address of a bus, such as unix:path=/run/bus");
}

TEST(Options, ThatAreFlagsTakeNone) {
  EXPECT_EQ(usage_error("status", {"--quiet=3"}), "'--quiet' takes no value");
}

}  // namespace
}  // namespace aio::ctl

// SPDX-License-Identifier: MIT
#include "conf/judge.hpp"

#include <string>

#include <gmock/gmock.h>

#include "tests/conf/judged.hpp"

namespace aio::conf {
namespace {

std::string schedule(const std::string& lines) {
  return judged("[schedule/beat]\nevery = 2\nfunc = my.beat\n" + lines);
}

std::string server(const std::string& lines) {
  return judged("[server/echo]\nprotocol = my.Echo\nport = 7\n" + lines);
}

TEST(Judge, FindsNothingWrongWithARightConfiguration) {
  EXPECT_EQ(
      judged(
          "[aio]\nmodules = my_example\n aio.demo\nmodule_path = lib\nlog_level = DEBUG\ndrain = "
          "0\n"
          "[aio/commands]\nhello = my.hello\n[aio/testing]\nmodules = ${aio:modules}\n"
          "[aio/otherapp]\nanything = ${is:not judged\n"
          "[schedule/beat]\nevery = 1h 30min\nfunc = exec:/bin/true -q\noverlap = parallel\nx-city "
          "= Bath\n"
          "[server/add]\nfactory = my.factory\naddress = *\nport = 0\nbacklog = 1\nenabled = no\n"
          "[listen/example]\nMy-Signal =\n  my.listener\n  my.other\n"),
      "");
}

TEST(Judge, NamesTheLineAndTheExpectedForm) {
  EXPECT_EQ(judged("[schedule/beat]\nfunc = m.beat\nevery = 5 parsecs\n"),
            "aio.conf:3: 'every' is '5 parsecs', expected a time span above zero such as 500ms, 5 "
            "or 1h 30min");
  EXPECT_EQ(judged("[aio]\ndrain = soon\n"),
            "aio.conf:2: 'drain' is 'soon', expected a time span such as 500ms, 5 or 1h 30min");
  EXPECT_EQ(judged("[aio]\nlog_level = LOUD\n"),
            "aio.conf:2: 'log_level' is 'LOUD', expected DEBUG, INFO, WARNING, ERROR, CRITICAL or "
            "NOTSET");
  EXPECT_EQ(judged("[aio]\nmodules = ../x\n"),
            "aio.conf:2: 'modules' is '../x', expected module names of A-Za-z0-9_.-, one a line");
}

TEST(Judge, ChecksTheTypesOfASchedule) {
  EXPECT_EQ(schedule("overlap = maybe\n"),
            "aio.conf:4: 'overlap' is 'maybe', expected skip, queue or parallel");
  EXPECT_EQ(schedule("enabled = perhaps\n"),
            "aio.conf:4: 'enabled' is 'perhaps', expected yes or no");
  EXPECT_EQ(
      judged("[schedule/beat]\nevery = 0\nfunc =\n"),
      "aio.conf:2: 'every' is '0', expected a time span above zero such as 500ms, 5 or 1h 30min\n"
      "aio.conf:3: 'func' is '', expected a handler such as my_example.listener or exec:PROGRAM "
      "ARGS");
}

TEST(Judge, ChecksTheTypesOfAServer) {
  EXPECT_EQ(server("backlog = 0\n"),
            "aio.conf:4: 'backlog' is '0', expected a number from 1 to 65535");
  EXPECT_EQ(server("address = localhost\n"),
            "aio.conf:4: 'address' is 'localhost', expected an IP address such as 127.0.0.1, "
            "0.0.0.0 or ::1, or *");
  EXPECT_EQ(server("address = ::1\n"), "");
  EXPECT_EQ(judged("[server/echo]\nprotocol = my.Echo\nport = 65536\n"),
            "aio.conf:3: 'port' is '65536', expected a number from 0 to 65535");
}

TEST(Judge, MissesWhatIsRequired) {
  EXPECT_EQ(judged("\n[schedule/beat]\n"),
            "aio.conf:2: [schedule/beat] needs 'every', a time span above zero such as 500ms, 5 or "
            "1h 30min\n"
            "aio.conf:2: [schedule/beat] needs 'func', a handler such as my_example.listener or "
            "exec:PROGRAM ARGS");
  EXPECT_EQ(judged("[server/echo]\n"),
            "aio.conf:1: [server/echo] needs 'port', a number from 0 to 65535\n"
            "aio.conf:1: [server/echo] needs 'protocol' or 'factory'");
}

TEST(Judge, TakesRequiredValuesFromDefault) {
  EXPECT_EQ(judged("[DEFAULT]\nevery = 2\nunknown = 1\n[schedule/beat]\nfunc = m.beat\n"), "");
}

TEST(Judge, SaysOnceWhatManySectionsInherit) {
  EXPECT_EQ(
      judged("[DEFAULT]\nevery = never\n[schedule/a]\nfunc = m.a\n[schedule/b]\nfunc = m.b\n"),
      "aio.conf:2: 'every' is 'never', expected a time span above zero such as 500ms, 5 or 1h "
      "30min");
}

TEST(Judge, NamesTheNearestKey) {
  EXPECT_EQ(schedule("overlapp = skip\n"),
            "aio.conf:4: unknown key 'overlapp' in [schedule/beat], did you mean 'overlap'?");
  EXPECT_EQ(judged("[aio]\nlog_levle = INFO\n"),
            "aio.conf:2: unknown key 'log_levle' in [aio], did you mean 'log_level'?");
  EXPECT_EQ(judged("[aio]\ncolour = red\n"), "aio.conf:2: unknown key 'colour' in [aio]");
  EXPECT_EQ(schedule("colour = red\n"),
            "aio.conf:4: unknown key 'colour' in [schedule/beat]; a handler's own parameters begin "
            "with 'x-'");
}

TEST(Judge, ShowsLongAndManyLinedValuesInShort) {
  EXPECT_EQ(judged("[aio]\nlog_level = a\n b\n"),
            "aio.conf:2: 'log_level' is 'a\\nb', expected DEBUG, INFO, WARNING, ERROR, CRITICAL or "
            "NOTSET");
  EXPECT_EQ(judged("[aio]\nlog_level = " + std::string(100, 'x') + "\n"),
            "aio.conf:2: 'log_level' is '" + std::string(80, 'x') +
                "...', expected DEBUG, INFO, WARNING, ERROR, CRITICAL or NOTSET");
}

TEST(Judge, FindsReferencesToNothing) {
  EXPECT_EQ(schedule("x-city = ${where}\n"), "aio.conf:4: 'x-city': '${where}' is not there");
  EXPECT_EQ(judged("[aio]\nlog_level = ${b:c}\n[b]\nc = ${d}\n"),
            "aio.conf:2: 'log_level': '${d}' is not there (in [b] 'c')");
}

TEST(Judge, ChecksNames) {
  const std::string rule =
      "expected a name of 1 to 128 characters A-Za-z0-9._@/- after the first '/', beginning with a "
      "letter or digit";
  EXPECT_EQ(judged("[listen/]\n"), "aio.conf:1: [listen/]: " + rule);
  EXPECT_EQ(judged("[listen/-a]\n"), "aio.conf:1: [listen/-a]: " + rule);
  EXPECT_EQ(judged("[listen/a b]\n"), "aio.conf:1: [listen/a b]: " + rule);
  EXPECT_EQ(judged("[listen/a/b.c@d_e-1]\n"), "");
  EXPECT_TRUE(is_name(std::string(128, 'n')));
  EXPECT_FALSE(is_name(std::string(129, 'n')));
  EXPECT_FALSE(is_name("é"));
}

TEST(Judge, KnowsSlipsInSections) {
  EXPECT_EQ(judged("[shedule/x]\n"),
            "aio.conf:1: [shedule/x] is not known, did you mean 'schedule'?");
  EXPECT_EQ(judged("[Listen/x]\n"), "aio.conf:1: [Listen/x] is not known, did you mean 'listen'?");
  EXPECT_EQ(judged("[logers]\n"), "aio.conf:1: [logers] is not known, did you mean 'loggers'?");
  EXPECT_EQ(judged("[AIO/x]\n"), "aio.conf:1: [AIO/x] is not known, did you mean 'aio'?");
  EXPECT_EQ(judged("[serv/x]\n[app]\n[ioa]\n[server]\n[services]\n"), "");
}

TEST(Judge, FindsNothingWrongWithLoggingAsPythonHasIt) {
  EXPECT_EQ(judged("[aio]\nlog_level = WARN\nlog_handlers = consoleHandler, file\n"
                   "[loggers]\nkeys=root,custom\n[handlers]\nkeys=file\n[formatters]\nkeys=full\n"
                   "[logger_root]\nlevel=${aio:log_level}\nhandlers=file\nqualname=aio\n"
                   "[logger_custom]\nlevel=NOTSET\nhandlers=\nqualname=my.app\npropagate=0\n"
                   "[handler_file]\nclass=FileHandler\nargs=('a.log',)\nkwargs={}\nlevel=FATAL\n"
                   "formatter=full\n"
                   "[formatter_full]\nformat=%(asctime)s %(message)s\ndatefmt=%H:%M\nstyle=%\n"
                   "class=logging.Formatter\n"),
            "");
}

TEST(Judge, ChecksTheTypesOfLogging) {
  EXPECT_EQ(judged("[logger_a]\nlevel = LOUD\npropagate = 2\n"),
            "aio.conf:2: 'level' is 'LOUD', expected DEBUG, INFO, WARNING, ERROR, CRITICAL or "
            "NOTSET\n"
            "aio.conf:3: 'propagate' is '2', expected yes or no");
  EXPECT_EQ(judged("[handler_a]\nargs =\n"),
            "aio.conf:1: [handler_a] needs 'class', some text\n"
            "aio.conf:2: 'args' is '', expected some text");
  EXPECT_EQ(judged("[formatter_a]\nstyle = !\n"), "aio.conf:2: 'style' is '!', expected %, { or $");
  EXPECT_EQ(judged("[logger_a]\nhandler = x\n"),
            "aio.conf:2: unknown key 'handler' in [logger_a], did you mean 'handlers'?");
  EXPECT_EQ(judged("[logger_ a]\n"),
            "aio.conf:1: [logger_ a]: expected a name of 1 to 128 characters A-Za-z0-9._@/- after "
            "'logger_', beginning with a letter or digit");
}

TEST(Judge, LetsACommandHaveAnyNameButAVerbs) {
  EXPECT_EQ(judged("[aio/commands]\nGreet-all_2 = my.greet\n7 = exec:/bin/true\n"), "");
  EXPECT_EQ(judged("[aio/commands]\nstatus = my.greet\nRun = my.greet\n"),
            "aio.conf:2: 'status' is a verb of aioctl, which no command can have as its name\n"
            "aio.conf:3: 'run' is a verb of aioctl, which no command can have as its name");
  const std::string rule =
      ": expected a command's name of 1 to 128 characters a-z0-9_-, beginning with a letter or "
      "digit";
  EXPECT_EQ(
      judged("[aio/commands]\n-x = my.greet\na b = my.greet\nx.y = my.greet\n"),
      "aio.conf:2: '-x'" + rule + "\naio.conf:3: 'a b'" + rule + "\naio.conf:4: 'x.y'" + rule);
}

TEST(Judge, LetsACommandHaveOneHandler) {
  EXPECT_EQ(judged("[aio/commands]\na =\nb = my.one\n  my.other\n"),
            "aio.conf:2: 'a' is '', expected a handler such as my_example.listener or exec:PROGRAM "
            "ARGS\n"
            "aio.conf:3: 'b' is 'my.one\\nmy.other', expected a handler such as "
            "my_example.listener or exec:PROGRAM ARGS");
}

TEST(Judge, TakesNothingOfDefaultForACommand) {
  EXPECT_EQ(judged("[DEFAULT]\nstatus = x\n[aio/commands]\ngreet = my.greet\n"), "");
}

TEST(Judge, LetsAFactoryHaveAProtocolToo) {
  EXPECT_EQ(server("factory = my.factory\n"), "");
}

TEST(Judge, NeedsAHandlerForASignal) {
  EXPECT_EQ(judged("[listen/x]\nsig =\n"),
            "aio.conf:2: 'sig' is '', expected handlers such as my_example.listener, one a line");
}

}  // namespace
}  // namespace aio::conf

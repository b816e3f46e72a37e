// SPDX-License-Identifier: MIT
#include "daemon/plan/parse_logging.hpp"

#include <gmock/gmock.h>

#include <string>
#include <vector>

#include "tests/plan/with_defaults.hpp"

namespace aio::plan {
namespace {

using log::Level;
using testing::ElementsAre;
using testing::IsEmpty;
using testing::Pair;

struct ParsedLogging {
  LoggingSpec spec;
  std::string mistakes;
};

ParsedLogging logging_of(const std::string& text) {
  Findings findings;
  ParsedLogging parsed{parse_logging(with_defaults(text), findings), {}};
  EXPECT_THAT(findings.missing, IsEmpty());
  parsed.mistakes = conf::rendered(findings.mistakes);
  return parsed;
}
std::string logging_mistakes(const std::string& text) {
  return logging_of(text).mistakes;
}
/// The mistakes of a handler of this class with these lines, which begin at line 3.
std::string handler_mistakes(const std::string& python_class, const std::string& lines) {
  return logging_mistakes("[handler_h]\nclass = " + python_class + "\n" + lines + "\n");
}

TEST(ParseLogging, HasARootWithoutAnySection) {
  const auto [spec, mistakes] = logging_of("[aio]\nlog_level = WARNING\n");
  EXPECT_EQ(mistakes, "");
  ASSERT_EQ(spec.loggers.size(), 1);
  EXPECT_EQ(spec.loggers[0].name, "root");
  EXPECT_EQ(spec.loggers[0].level, Level::warning);
  EXPECT_EQ(spec.loggers[0].section, "");
  EXPECT_TRUE(spec.default_handler);
  EXPECT_THAT(spec.handlers, IsEmpty());
}

TEST(ParseLogging, TheRootHasTheHandlersThatAioLists) {
  const auto [spec, mistakes] =
      logging_of("[aio]\nlog_handlers = consoleHandler, journalHandler\n");
  EXPECT_EQ(mistakes, "");
  EXPECT_THAT(spec.loggers[0].handlers, ElementsAre("consoleHandler", "journalHandler"));
  EXPECT_FALSE(spec.default_handler);
  ASSERT_EQ(spec.handlers.size(), 2);
  EXPECT_TRUE(std::holds_alternative<StreamTarget>(spec.handlers[0].target));
  EXPECT_TRUE(std::holds_alternative<JournalTarget>(spec.handlers[1].target));
}

TEST(ParseLogging, ABuiltInHandlerCanBeRedefined) {
  const auto [spec, mistakes] = logging_of(
      "[aio]\nlog_handlers = consoleHandler\n"
      "[handler_consoleHandler]\nclass = StreamHandler\nargs = (sys.stdout,)\n");
  EXPECT_EQ(mistakes, "");
  ASSERT_EQ(spec.handlers.size(), 1);
  EXPECT_EQ(std::get<StreamTarget>(spec.handlers[0].target).stream, Stream::out);
}

TEST(ParseLogging, ReadsTheLoggersOfTheOriginal) {
  const auto [spec, mistakes] = logging_of(
      "[loggers]\nkeys=root,custom\n"
      "[logger_root]\nlevel=${aio:log_level}\nhandlers=consoleHandler\nqualname=aio\n"
      "[logger_custom]\nlevel=DEBUG\nhandlers=consoleHandler\nqualname=my.app\npropagate=0\n");
  EXPECT_EQ(mistakes, "");
  ASSERT_EQ(spec.loggers.size(), 2);
  EXPECT_EQ(spec.loggers[0].name, "root");
  EXPECT_EQ(spec.loggers[0].level, Level::info);
  EXPECT_EQ(spec.loggers[1].name, "my.app");
  EXPECT_EQ(spec.loggers[1].section, "custom");
  EXPECT_EQ(spec.loggers[1].level, Level::debug);
  EXPECT_FALSE(spec.loggers[1].propagate);
}

TEST(ParseLogging, FindsSectionsWithoutAList) {
  const auto [spec, mistakes] = logging_of(
      "[logger_my.app]\nhandlers = f\n[handler_f]\nclass = logging.FileHandler\n"
      "args = ('a.log',)\nformatter = full\n[formatter_full]\nformat = %(name)s %(message)s\n");
  EXPECT_EQ(mistakes, "");
  EXPECT_EQ(spec.loggers.at(1).name, "my.app");
  EXPECT_EQ(spec.loggers.at(1).level, Level::notset);
  EXPECT_TRUE(spec.loggers.at(1).propagate);
  EXPECT_THAT(spec.loggers.at(1).handlers, ElementsAre("f"));
  ASSERT_TRUE(spec.handlers.at(0).format);
  EXPECT_EQ(spec.handlers[0].format->pieces.at(0).key, LogKey::name);
}

TEST(ParseLogging, ReadsTheArgumentsOfEachClass) {
  const auto [spec, mistakes] = logging_of(
      "[handler_f]\nclass = FileHandler\nargs = ('a.log', 'w')\nkwargs = {'delay': True}\n"
      "[handler_r]\nclass = logging.handlers.RotatingFileHandler\n"
      "args = ('r.log', 'a', 1000, 3, 'utf-8')\nlevel = ERROR\n"
      "[handler_s]\nclass = handlers.SysLogHandler\n"
      "args = (('localhost', 1514), handlers.SysLogHandler.LOG_LOCAL3)\n"
      "[handler_u]\nclass = SysLogHandler\nkwargs = {'address': '/dev/log', 'facility': 'cron'}\n"
      "[handler_j]\nclass = systemd.journal.JournalHandler\n"
      "kwargs = {'SYSLOG_IDENTIFIER': 'mine'}\n");
  EXPECT_EQ(mistakes, "");
  ASSERT_EQ(spec.handlers.size(), 5);
  const auto& file = std::get<FileTarget>(spec.handlers[0].target);
  EXPECT_EQ(file.path, "a.log");
  EXPECT_TRUE(file.truncate);
  EXPECT_TRUE(file.delay);
  EXPECT_EQ(file.max_bytes, 0);
  const auto& rotating = std::get<FileTarget>(spec.handlers[1].target);
  EXPECT_FALSE(rotating.truncate);
  EXPECT_EQ(rotating.max_bytes, 1000);
  EXPECT_EQ(rotating.backups, 3);
  EXPECT_EQ(spec.handlers[1].level, Level::error);
  const auto& inet = std::get<SyslogTarget>(spec.handlers[2].target);
  EXPECT_EQ(inet.host, "localhost");
  EXPECT_EQ(inet.port, 1514);
  EXPECT_EQ(inet.facility, 19);
  const auto& local = std::get<SyslogTarget>(spec.handlers[3].target);
  EXPECT_EQ(local.path, "/dev/log");
  EXPECT_EQ(local.facility, 9);
  EXPECT_THAT(std::get<JournalTarget>(spec.handlers[4].target).fields,
              ElementsAre(Pair("SYSLOG_IDENTIFIER", "mine")));
}

TEST(ParseLogging, SyslogGoesWherePythonSendsItByDefault) {
  const auto [spec, mistakes] = logging_of("[handler_s]\nclass = SysLogHandler\n");
  EXPECT_EQ(mistakes, "");
  const auto& target = std::get<SyslogTarget>(spec.handlers.at(0).target);
  EXPECT_EQ(target.path, "");
  EXPECT_EQ(target.host, "localhost");
  EXPECT_EQ(target.port, 514);
  EXPECT_EQ(target.facility, 1);
  EXPECT_FALSE(target.stream);
}

TEST(ParseLogging, NamesTheNearestOfWhatItDoesNotKnow) {
  EXPECT_EQ(logging_mistakes("[aio]\nlog_handlers = consoleHandlr\n"),
            "aio.conf:2: unknown handler 'consoleHandlr', did you mean 'consoleHandler'?");
  EXPECT_EQ(
      logging_mistakes("[logger_a]\nhandlers = flie\n[handler_file]\nclass = StreamHandler\n"),
      "aio.conf:2: unknown handler 'flie', did you mean 'file'?");
  EXPECT_EQ(handler_mistakes("StreamHandler", "formatter = ful\n[formatter_full]"),
            "aio.conf:3: unknown formatter 'ful', did you mean 'full'?");
  EXPECT_EQ(handler_mistakes("StreamHandlr", ""),
            "aio.conf:2: unknown class 'StreamHandlr', did you mean 'StreamHandler'?");
  EXPECT_EQ(handler_mistakes("my.Own", ""),
            "aio.conf:2: unknown class 'my.Own', expected StreamHandler, FileHandler, "
            "RotatingFileHandler, SysLogHandler or JournalHandler");
  EXPECT_EQ(logging_mistakes("[loggers]\nkeys = root, custm\n[logger_custom]\n"),
            "aio.conf:2: unknown logger 'custm', did you mean 'custom'?");
  EXPECT_EQ(logging_mistakes("[handlers]\nkeys = x\n[formatters]\nkeys = y\n"),
            "aio.conf:2: unknown handler 'x'\naio.conf:4: unknown formatter 'y'");
}

TEST(ParseLogging, NamesWhatIsWrongInArguments) {
  EXPECT_EQ(handler_mistakes("FileHandler", "args = ('a.log'"),
            "aio.conf:3: 'args' is no Python literal: ',' or ')' is missing at the end");
  EXPECT_EQ(handler_mistakes("FileHandler", "args = ('a.log')"),
            "aio.conf:3: 'args' is 'a.log', expected a tuple such as ('file.log', 'a'): a tuple of "
            "one ends with ',)'");
  EXPECT_EQ(handler_mistakes("FileHandler", "args = (os.environ,)"),
            "aio.conf:3: 'args' is no Python literal: 'os.environ' is no value, expected a text in "
            "quotes, a number, True, False, None, sys.stdout, sys.stderr or a LOG_ name");
  EXPECT_EQ(handler_mistakes("FileHandler", "args = ('a', 'r')"),
            "aio.conf:3: 'mode' is 'r', expected 'a' or 'w'");
  EXPECT_EQ(handler_mistakes("FileHandler", "args = ('a', 'a', 'latin-1')"),
            "aio.conf:3: 'encoding' is 'latin-1', expected 'utf-8' or None");
  EXPECT_EQ(handler_mistakes("FileHandler", "args = ()"),
            "aio.conf:3: 'filename' is not given, expected the name of a file");
  EXPECT_EQ(handler_mistakes("FileHandler", "args = (7,)"),
            "aio.conf:3: 'filename' is 7, expected a text in quotes\n"
            "aio.conf:3: 'filename' is 7, expected the name of a file");
  EXPECT_EQ(handler_mistakes("StreamHandler", "args = (sys.stdout, 1)"),
            "aio.conf:3: 'args' has 2 values, expected 1 at most");
  EXPECT_EQ(handler_mistakes("StreamHandler", "args = ('x',)"),
            "aio.conf:3: 'stream' is 'x', expected sys.stdout or sys.stderr");
  EXPECT_EQ(handler_mistakes("FileHandler", "args = ('a',)\nkwargs = {'mod': 'w'}"),
            "aio.conf:4: unknown argument 'mod', did you mean 'mode'?");
  EXPECT_EQ(handler_mistakes("FileHandler", "args = ('a',)\nkwargs = {'filename': 'b'}"),
            "aio.conf:4: 'filename' is given twice");
  EXPECT_EQ(handler_mistakes("RotatingFileHandler", "args = ('a', 'a', -1)"),
            "aio.conf:3: 'maxBytes' is -1, expected a number from 0 to 1125899906842624");
  EXPECT_EQ(handler_mistakes("SysLogHandler", "args = (('h', 0),)"),
            "aio.conf:3: 'address' is a tuple, expected the path of a socket, or ('HOST', PORT)");
  EXPECT_EQ(handler_mistakes("SysLogHandler", "kwargs = {'facility': LOG_ERR}"),
            "aio.conf:3: 'facility' is LOG_ERR, expected a facility such as LOG_USER, 'local0' or "
            "16");
  EXPECT_EQ(handler_mistakes("JournalHandler", "kwargs = {'lower': 'x'}"),
            "aio.conf:3: 'lower' is 'x', expected a text for a field such as SYSLOG_IDENTIFIER");
}

TEST(ParseLogging, NamesWhatIsWrongInAFormatter) {
  EXPECT_EQ(logging_mistakes("[formatter_f]\nformat = %(mesage)s\n"),
            "aio.conf:2: 'format': unknown key 'mesage', did you mean 'message'?");
  EXPECT_EQ(logging_mistakes("[formatter_f]\nclass = my.Formatter\n"),
            "aio.conf:2: unknown class 'my.Formatter', expected logging.Formatter");
  EXPECT_EQ(logging_mistakes("[formatter_f]\nformat = $${message}\nstyle = $\n"), "");
}

TEST(ParseLogging, TwoSectionsOfOneLoggerAreAMistake) {
  EXPECT_EQ(logging_mistakes("[logger_a]\nqualname = x\n[logger_b]\nqualname = x\n"),
            "aio.conf:3: [logger_b] has the qualname 'x' of another section, aio.conf:1");
}

TEST(ParseLogging, OnlyWhatIsOpenedMakesAnotherOpening) {
  const std::string head = "[handler_f]\nclass = FileHandler\nargs = ('a.log',)\n";
  const auto one = logging_of(head).spec.handlers.at(0);
  const auto two =
      logging_of(head + "level = ERROR\nformatter = x\n[formatter_x]\n").spec.handlers.at(0);
  const auto three =
      logging_of("[handler_f]\nclass = FileHandler\nargs = ('b.log',)\n").spec.handlers.at(0);
  EXPECT_EQ(one.opening, two.opening);
  EXPECT_NE(one.fingerprint, two.fingerprint);
  EXPECT_NE(one.opening, three.opening);
}

TEST(ParseLogging, AFormatterThatChangesMakesItsHandlersAnotherThing) {
  const std::string head =
      "[handler_f]\nclass = StreamHandler\nformatter = x\n[formatter_x]\nformat = ";
  EXPECT_NE(logging_of(head + "%(message)s\n").spec.handlers.at(0).fingerprint,
            logging_of(head + "%(name)s\n").spec.handlers.at(0).fingerprint);
}

}  // namespace
}  // namespace aio::plan

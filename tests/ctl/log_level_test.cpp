// SPDX-License-Identifier: MIT
#include "tests/ctl/bus_fixture.hpp"

namespace aio::ctl {
namespace {

using testing::ElementsAre;

class LogLevel : public test::DaemonOnABus {};

TEST_F(LogLevel, ShowsATableOfTheLoggers) {
  const auto ended = run({"log-level"});
  EXPECT_EQ(ended.exit, 0) << ended.err;
  EXPECT_EQ(ended.out, "LOGGER  LEVEL  OWN\nroot    INFO   INFO\ncustom  INFO   -\n");
  EXPECT_EQ(run({"log-level", "--json"}).out,
            "{\"loggers\":[{\"name\":\"root\",\"level\":\"INFO\",\"effective_level\":\"INFO\"},"
            "{\"name\":\"custom\",\"level\":\"\",\"effective_level\":\"INFO\"}]}\n");
}

TEST_F(LogLevel, ShowsThatOfOne) {
  EXPECT_EQ(run({"log-level", "custom"}).out, "INFO\n");
  EXPECT_EQ(run({"log-level", "custom", "--json"}).out,
            "{\"name\":\"custom\",\"level\":\"\",\"effective_level\":\"INFO\"}\n");
}

TEST_F(LogLevel, EndsWith5ForALoggerThatIsNotThere) {
  const auto ended = run({"log-level", "costum"});
  EXPECT_EQ(ended.exit, 5);
  EXPECT_EQ(ended.err, "aioctl: there is no logger 'costum'\nHint: did you mean 'custom'?\n");
  EXPECT_EQ(run({"log-level", "nothing"}).err,
            "aioctl: there is no logger 'nothing'\nHint: 'aioctl log-level' lists them\n");
}

TEST_F(LogLevel, SetsItAndShowsWhatCounts) {
  EXPECT_EQ(run({"log-level", "custom", "DEBUG"}).out, "INFO\n") << "as the daemon says";
  EXPECT_EQ(run({"log-level", "root", "debug"}).exit, 0);
  EXPECT_THAT(daemon.calls(), ElementsAre("SetLogLevel(custom, DEBUG)", "Loggers()",
                                          "SetLogLevel(root, DEBUG)", "Loggers()"));
}

TEST_F(LogLevel, GoesBackToTheConfiguration) {
  EXPECT_EQ(run({"log-level", "custom", "default"}).exit, 0);
  EXPECT_THAT(daemon.calls(), ElementsAre("SetLogLevel(custom, )", "Loggers()"));
}

TEST_F(LogLevel, KnowsItsLevels) {
  const auto ended = run({"log-level", "root", "LOUD"});
  EXPECT_EQ(ended.exit, 2);
  EXPECT_EQ(ended.err,
            "aioctl: LEVEL is 'LOUD', expected DEBUG, INFO, WARNING, ERROR, CRITICAL, NOTSET or "
            "default\n");
  EXPECT_EQ(run({"log-level", "root", ""}).exit, 2);
  EXPECT_EQ(run({"log-level", "root", "INFO", "x"}).exit, 2);
  EXPECT_THAT(daemon.calls(), ElementsAre());
}

}  // namespace
}  // namespace aio::ctl

// SPDX-License-Identifier: MIT
// The levels of the loggers over the bus, in systemd's words and in Python's.
#include "tests/scenarios/scenario.hpp"

namespace aio::scenarios {
namespace {

using testing::HasSubstr;

class BusLog : public Scenario {
 protected:
  BusLog() {
    place.write("aio.conf", "[aio]\nlog_level = INFO\n[listen/all]\nwhisper = probe.whisper\n");
  }

  Finished level(Words more) const {
    Words words = {more.empty() ? "get-property" : "set-property", "org.aio.Runner1",
                   "/org/freedesktop/LogControl1", "org.freedesktop.LogControl1", "LogLevel"};
    words.insert(words.end(), more.begin(), more.end());
    return busctl(words);
  }
};

TEST_F(BusLog, SystemdsToolsReadAndSetTheLevel) {
  Daemon daemon(place);
  EXPECT_EQ(level({}).out, "s \"info\"\n");
  EXPECT_THAT(level({"s", "debug"}), ExitsWith(0));
  EXPECT_EQ(level({}).out, "s \"debug\"\n");
  EXPECT_THAT(aioctl({"emit", "whisper", "now"}), ExitsWith(0));
  EXPECT_TRUE(daemon.logs("whispered now"));
  EXPECT_THAT(place.read("aio.conf"), HasSubstr("log_level = INFO")) << "no file is touched";
}

TEST_F(BusLog, AWordThatIsNoLevelIsRefused) {
  Daemon daemon(place);
  const auto refused = level({"s", "loud"});
  EXPECT_NE(refused.status, 0);
  EXPECT_THAT(refused.err, HasSubstr("'loud' is no level: debug, info,"));
  EXPECT_NE(level({"u", "7"}).status, 0) << "nor is a number";
  EXPECT_EQ(level({}).out, "s \"info\"\n");
}

TEST_F(BusLog, TheIdentifierIsTheOneInTheJournal) {
  Daemon daemon(place);
  EXPECT_EQ(busctl({"get-property", "org.aio.Runner1", "/org/freedesktop/LogControl1",
                    "org.freedesktop.LogControl1", "SyslogIdentifier"})
                .out,
            "s \"aiod\"\n");
}

TEST_F(BusLog, EachLoggerHasALevelThatCanBeSetAndGivenBack) {
  Daemon daemon(place);
  EXPECT_THAT(call("Manager", "Loggers", {"a{sv}", "0"}).out,
              HasSubstr("\"root\" \"INFO\" \"INFO\""));
  EXPECT_THAT(call("Manager", "SetLogLevel", {"ssa{sv}", "root", "ERROR", "0"}), ExitsWith(0));
  EXPECT_THAT(call("Manager", "Loggers", {"a{sv}", "0"}).out,
              HasSubstr("\"root\" \"ERROR\" \"ERROR\""));
  EXPECT_THAT(call("Manager", "SetLogLevel", {"ssa{sv}", "root", "", "0"}), ExitsWith(0));
  EXPECT_EQ(level({}).out, "s \"info\"\n") << "the configuration's";
  EXPECT_NE(call("Manager", "SetLogLevel", {"ssa{sv}", "nobody", "ERROR", "0"}).status, 0);
  EXPECT_NE(call("Manager", "SetLogLevel", {"ssa{sv}", "root", "LOUD", "0"}).status, 0);
}

}  // namespace
}  // namespace aio::scenarios

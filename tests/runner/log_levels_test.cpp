// SPDX-License-Identifier: MIT
#include "daemon/runner/log_levels.hpp"

#include <gmock/gmock.h>

namespace aio::runner {
namespace {

using log::Level;

TEST(LogLevels, HavePythonsNames) {
  EXPECT_EQ(level_name(Level::warning), "WARNING");
  EXPECT_EQ(parse_level_name("WARN"), Level::warning);
  EXPECT_EQ(parse_level_name("FATAL"), Level::critical);
  EXPECT_EQ(parse_level_name("NOTSET"), Level::notset);
  EXPECT_EQ(parse_level_name("info"), std::nullopt);
}

TEST(LogLevels, StandForSyslogsNames) {
  for (const auto& [name, level] :
       {std::pair("emerg", Level::critical), std::pair("alert", Level::critical),
        std::pair("crit", Level::critical), std::pair("err", Level::error),
        std::pair("warning", Level::warning), std::pair("notice", Level::info),
        std::pair("info", Level::info), std::pair("debug", Level::debug)})
    EXPECT_EQ(parse_syslog_name(name), level) << name;
  EXPECT_EQ(parse_syslog_name("error"), std::nullopt);
  EXPECT_EQ(parse_syslog_name(""), std::nullopt);
}

TEST(LogLevels, AreToldInSyslogsNames) {
  EXPECT_EQ(syslog_name(Level::critical), "crit");
  EXPECT_EQ(syslog_name(Level::error), "err");
  EXPECT_EQ(syslog_name(Level::info), "info");
  EXPECT_EQ(syslog_name(Level::notset), "debug");
}

}  // namespace
}  // namespace aio::runner

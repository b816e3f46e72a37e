// SPDX-License-Identifier: MIT
#include "daemon/runtime/log/render.hpp"

#include <gmock/gmock.h>
#include <unistd.h>

#include <cstdlib>
#include <ctime>
#include <string>

namespace aio::runtime {
namespace {

class LogLineTest : public testing::Test {
 protected:
  void SetUp() override {
    setenv("TZ", "UTC", 1);
    tzset();
  }
  static log::Record record(std::string text, log::Level level = log::Level::info) {
    return {.level = level,
            .text = std::move(text),
            .place = std::source_location::current(),
            .logger = "my.app",
            .at = std::chrono::system_clock::time_point(std::chrono::milliseconds(1769860800250)),
            .thread = getpid()};
  }
  static std::string line(const std::string& format, const log::Record& of, char style = '%') {
    const auto reading = plan::parse_log_format(format, style);
    EXPECT_EQ(reading.mistake, "");
    return rendered(reading.format, of);
  }
};

TEST_F(LogLineTest, HasTimeLevelAndText) {
  EXPECT_EQ(own_line(record("ready")), "2026-01-31 12:00:00.250 INFO ready");
}

TEST_F(LogLineTest, HasTheRecordsFields) {
  log::Record of = record("ready");
  of.fields = {{"PEER", "::1"}, {"BYTES", "12"}};
  EXPECT_EQ(own_line(of), "2026-01-31 12:00:00.250 INFO ready PEER=::1 BYTES=12");
  EXPECT_EQ(line("%(fields)s", of), "PEER=::1 BYTES=12");
}

TEST_F(LogLineTest, CannotBeForgedByALineEndInTheText) {
  const log::Record of = record("name 'a\n2026 INFO b'", log::Level::warning);
  EXPECT_EQ(own_line(of), "2026-01-31 12:00:00.250 WARNING name 'a\n    2026 INFO b'");
  EXPECT_EQ(line("%(levelname)s %(message)s", of), "WARNING name 'a\n    2026 INFO b'");
}

TEST_F(LogLineTest, FollowsAFormat) {
  EXPECT_EQ(line("%(asctime)s %(name)s %(levelname)-8s|%(message)5s|%%", record("hi")),
            "2026-01-31 12:00:00,250 my.app INFO    |   hi|%");
  EXPECT_EQ(line("%(msecs)03d %(msecs)s %(created).3f", record("hi")), "250 250.0 1769860800.250");
  EXPECT_EQ(line("%(levelno)x %(levelno)#x %(levelno)+d", record("hi")), "14 0x14 +20");
  EXPECT_EQ(line("%(filename)s %(module)s", record("hi")), "render_test.cpp render_test");
  EXPECT_EQ(line("%(process)d %(threadName)s %(funcName)s", record("hi")),
            std::to_string(getpid()) + " MainThread record");
}

TEST_F(LogLineTest, FollowsTheOtherStyles) {
  EXPECT_EQ(line("{levelname:>8} {message:*^6} {lineno:05d}", record("hi"), '{').substr(0, 16),
            "    INFO **hi** ");
  EXPECT_EQ(line("$levelname ${message}", record("hi"), '$'), "INFO hi");
}

TEST_F(LogLineTest, HasTheTimeAsItsFormatSays) {
  auto reading = plan::parse_log_format("%(asctime)s", '%');
  reading.format.datefmt = "%d.%m.%Y %H:%M";
  EXPECT_EQ(rendered(reading.format, record("x")), "31.01.2026 12:00");
}

TEST_F(LogLineTest, HasWhoseCodeWroteIt) {
  log::Record of = record("x");
  of.item = "schedule/beat";
  of.run = 7;
  EXPECT_EQ(line("%(item)s %(run)d", of), "schedule/beat 7");
}

TEST_F(LogLineTest, CountsCharactersAndNotBytes) {
  EXPECT_EQ(line("%(message)4s|%(message).1s|", record("éa")), "  éa|é|");
}

TEST(FunctionOf, IsTheBareName) {
  EXPECT_EQ(function_of("int main()"), "main");
  EXPECT_EQ(function_of("aio::task<> aio::Runner::start()"), "start");
  EXPECT_EQ(function_of("void a::b<int>(std::function<void(int)>) [with T = int]"), "b");
  EXPECT_EQ(function_of(""), "");
}

}  // namespace
}  // namespace aio::runtime

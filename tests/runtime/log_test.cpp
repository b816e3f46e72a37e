// SPDX-License-Identifier: MIT
#include "daemon/runtime/log.hpp"

#include <gmock/gmock.h>

#include <cstdlib>
#include <future>
#include <memory>
#include <string>
#include <vector>

namespace aio::runtime {
namespace {

using testing::ElementsAre;

/// Where the test sees what an Output got; outlives the queue.
struct Written {
  std::vector<std::string> lines;
  std::promise<void> first_began;
  std::promise<void> may_go_on;
  bool blocked = false;
};

class Capture final : public LogOutput {
 public:
  explicit Capture(Written& written) : written_(written) {}
  void write(const LogLine& line) noexcept override {
    if (written_.blocked && written_.lines.empty()) {
      written_.first_began.set_value();
      written_.may_go_on.get_future().wait();
    }
    written_.lines.push_back(std::string(word(line.record.level)) + " " + line.record.text);
  }

 private:
  Written& written_;
};

void write(LogQueue& queue, std::string text, log::Level level = log::Level::info) {
  queue.write({level, std::move(text), {}});
}

TEST(LogQueue, WritesInOrderOnAThreadOfItsOwn) {
  Written written;
  LogQueue queue(std::make_unique<Capture>(written));
  write(queue, "one");
  write(queue, "two", log::Level::error);
  queue.flush();
  EXPECT_THAT(written.lines, ElementsAre("INFO one", "ERROR two"));
}

TEST(LogQueue, WaitsForABlockedOutputNoLongerThanItIsTold) {
  Written written;
  written.blocked = true;
  LogQueue queue(std::make_unique<Capture>(written));
  write(queue, "one");
  EXPECT_FALSE(queue.flush(std::chrono::milliseconds(10)));
  written.may_go_on.set_value();
  EXPECT_TRUE(queue.flush(std::chrono::minutes(1)));
}

TEST(LogQueue, WritesWhatIsQueuedBeforeItEnds) {
  Written written;
  {
    LogQueue queue(std::make_unique<Capture>(written));
    write(queue, "one");
    write(queue, "two");
  }
  EXPECT_THAT(written.lines, ElementsAre("INFO one", "INFO two"));
}

TEST(LogQueue, FollowsItsLevelAtOnce) {
  Written written;
  LogQueue queue(std::make_unique<Capture>(written));
  EXPECT_FALSE(queue.wants(log::Level::debug));
  EXPECT_TRUE(queue.wants(log::Level::info));
  queue.level(log::Level::debug);
  EXPECT_TRUE(queue.wants(log::Level::debug));
  queue.level(log::Level::error);
  EXPECT_FALSE(queue.wants(log::Level::warning));
  EXPECT_TRUE(queue.wants(log::Level::error));
}

TEST(LogQueue, DropsWhatFindsItFullAndSaysHowMuchWhenThereIsRoom) {
  Written written;
  written.blocked = true;
  LogQueue queue(std::make_unique<Capture>(written), log::Level::info, 3);
  write(queue, "blocks");
  written.first_began.get_future().wait();
  for (const std::string text : {"1", "2", "3", "4", "5"}) write(queue, text);
  EXPECT_EQ(queue.dropped(), 2U);

  written.may_go_on.set_value();
  queue.flush();
  write(queue, "later");
  queue.flush();
  EXPECT_THAT(written.lines, ElementsAre("INFO blocks", "INFO 1", "INFO 2", "INFO 3",
                                         "WARNING 2 log lines dropped", "INFO later"));
}

class LogLineTest : public testing::Test {
 protected:
  void SetUp() override {
    setenv("TZ", "UTC", 1);
    tzset();
  }
  static std::string line(log::Level level, std::string text) {
    const auto at = std::chrono::system_clock::time_point(std::chrono::milliseconds(1769860800250));
    return text_of(LogLine{{level, std::move(text), {}}, at});
  }
};

TEST_F(LogLineTest, HasTimeLevelAndText) {
  EXPECT_EQ(line(log::Level::info, "ready"), "2026-01-31 12:00:00.250 INFO ready\n");
}

TEST_F(LogLineTest, CannotBeForgedByALineEndInTheText) {
  EXPECT_EQ(line(log::Level::warning, "name 'a\n2026 INFO b'"),
            "2026-01-31 12:00:00.250 WARNING name 'a\n    2026 INFO b'\n");
}

}  // namespace
}  // namespace aio::runtime

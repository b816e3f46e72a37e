// SPDX-License-Identifier: MIT
#include "daemon/runtime/log/channel.hpp"

#include <gmock/gmock.h>

#include <string>

#include "tests/runtime/log/log_capture.hpp"

namespace aio::runtime {
namespace {

using namespace std::chrono_literals;
using std::chrono::steady_clock;
using testing::ElementsAre;
using testing::IsEmpty;

class LogChannelTest : public testing::Test {
 protected:
  std::unique_ptr<LogChannel> channel(LogChannel::Limits limits = {}) {
    return std::make_unique<LogChannel>(
        "file", std::make_unique<CapturingOutput>(captured), limits,
        [this](const std::string& why) { troubles.push_back(why); });
  }
  static void write(LogChannel& channel, std::string text, log::Level level = log::Level::info) {
    channel.write(std::make_shared<log::Record>(log::Record{.level = level, .text = text}));
  }
  static bool flush(LogChannel& channel) { return channel.flush(steady_clock::now() + 30s); }

  std::shared_ptr<Heard> captured = std::make_shared<Heard>();
  std::vector<std::string> troubles;
};

TEST_F(LogChannelTest, WritesInOrderOnAThreadOfItsOwn) {
  const auto log = channel();
  write(*log, "one");
  write(*log, "two", log::Level::error);
  EXPECT_TRUE(flush(*log));
  EXPECT_THAT(captured->lines(), ElementsAre("INFO one", "ERROR two"));
}

TEST_F(LogChannelTest, WaitsForAHangingOutputNoLongerThanItIsTold) {
  const auto log = channel();
  captured->hold();
  write(*log, "one");
  EXPECT_FALSE(log->flush(steady_clock::now() + 10ms));
  captured->let_go();
  EXPECT_TRUE(flush(*log));
}

TEST_F(LogChannelTest, WritesWhatIsQueuedBeforeItEnds) {
  auto log = channel();
  write(*log, "one");
  write(*log, "two");
  log.reset();
  EXPECT_THAT(captured->lines(), ElementsAre("INFO one", "INFO two"));
}

TEST_F(LogChannelTest, DropsWhatFindsItFullAndSaysHowMuchWhenThereIsRoom) {
  const auto log = channel({.records = 3});
  captured->hold();
  write(*log, "hangs");
  captured->wait_until_it_hangs();
  for (const std::string text : {"1", "2", "3", "4", "5"}) write(*log, text);
  EXPECT_EQ(log->dropped(), 2U);
  captured->let_go();
  flush(*log);
  write(*log, "later");
  flush(*log);
  EXPECT_THAT(captured->lines(), ElementsAre("INFO hangs", "INFO 1", "INFO 2", "INFO 3",
                                             "WARNING 2 log lines dropped", "INFO later"));
}

TEST_F(LogChannelTest, HoldsNoMoreBytesThanItsLimitHoweverLongTheLines) {
  const auto log = channel({.bytes = 10'000});
  captured->hold();
  write(*log, "hangs");
  captured->wait_until_it_hangs();
  write(*log, std::string(20'000, 'x'));  // one line always has room
  write(*log, "y");
  EXPECT_EQ(log->dropped(), 1U);
  captured->let_go();
}

TEST_F(LogChannelTest, CountsWhatTheOutputDoesNotTakeAndTellsItWhenItDoesAgain) {
  const auto log = channel();
  captured->fail(std::make_error_code(std::errc::no_space_on_device));
  write(*log, "1");
  write(*log, "2");
  flush(*log);
  EXPECT_EQ(log->dropped(), 2U);
  EXPECT_THAT(troubles, ElementsAre("loses lines: No space left on device"))
      << "once, not for each line";
  captured->fail({});
  write(*log, "3");
  flush(*log);
  EXPECT_THAT(captured->lines(),
              ElementsAre("WARNING 2 log lines lost: No space left on device", "INFO 3"));
  EXPECT_EQ(log->dropped(), 2U);
}

TEST_F(LogChannelTest, TellsOfItsTroubleAgainWhenItsConfigurationIsCommittedAgain) {
  const auto log = channel();
  captured->fail(std::make_error_code(std::errc::no_space_on_device));
  write(*log, "1");
  write(*log, "2");
  flush(*log);
  log->begin(nullptr);
  write(*log, "3");
  flush(*log);
  EXPECT_THAT(troubles, ElementsAre("loses lines: No space left on device",
                                    "loses lines: No space left on device"));
}

TEST_F(LogChannelTest, EndsWithoutWaitingForAnOutputThatHangs) {
  auto log = channel();
  captured->hold();
  write(*log, "hangs");
  captured->wait_until_it_hangs();
  const auto began = steady_clock::now();
  log->end();
  EXPECT_FALSE(log->ended());
  log.reset();
  EXPECT_LT(steady_clock::now() - began, 20s);
  captured->let_go();
}

TEST_F(LogChannelTest, ReopensItsOutputBehindTheLinesBefore) {
  const auto log = channel();
  write(*log, "one");
  log->reopen();
  EXPECT_TRUE(flush(*log));
  EXPECT_EQ(captured->reopens(), 1);
}

}  // namespace
}  // namespace aio::runtime

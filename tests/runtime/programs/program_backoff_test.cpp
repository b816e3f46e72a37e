// SPDX-License-Identifier: MIT
// The pauses between tries, in a test's own time.
#include <memory>
#include <string>

#include "tests/runtime/programs/running.hpp"

namespace aio::runtime {
namespace {

using namespace std::chrono_literals;

class ProgramBackoff : public testing::Test {
 protected:
  static plan::ProgramSpec failing() {
    plan::ProgramSpec spec;
    spec.handler = "exec:/bin/false";
    spec.words = {"/bin/false"};
    spec.retry = 3;
    spec.first_pause = 2s;
    spec.longest_pause = 5s;
    return spec;
  }
  void begin(std::stop_token token) {
    const auto item = std::make_shared<const Item>(Item{"schedule/test", "exec:/bin/false", 1});
    runs.spawn(keep(programs, std::make_shared<const plan::ProgramSpec>(failing()), {},
                    std::make_shared<RunEnd>()),
               std::move(token), item, [this](const std::exception_ptr& failure) {
                 ended = true;
                 cancelled = is_cancellation(failure);
               });
  }
  /// Waits until so many tries have failed, and another one is to come.
  bool has_failed(std::size_t tries) {
    return drive(loop, [&] { return log.lines().size() == tries; });
  }
  /// Nothing is tried a moment before the pause is over.
  bool tries_again_after(std::chrono::nanoseconds pause, std::size_t tries) {
    clock.advance(pause - 1ms);
    loop.run_for(0s);
    const bool early = log.lines().size() >= tries || ended;
    clock.advance(1ms);
    return !early && has_failed(tries);
  }

  ManualClock clock;
  EventLoop loop{clock};
  LogCapture log;
  Programs programs{loop};
  TaskGroup runs{loop};
  std::stop_source stop;
  bool ended = false;
  bool cancelled = false;
};

TEST_F(ProgramBackoff, APauseIsDoubledUpToTheLongest) {
  begin(stop.get_token());
  ASSERT_TRUE(has_failed(1));
  EXPECT_TRUE(tries_again_after(2s, 2));
  EXPECT_TRUE(tries_again_after(4s, 3));
  clock.advance(5s);
  EXPECT_TRUE(drive(loop, [this] { return ended; }));
  EXPECT_EQ(log.lines(), (std::vector<std::string>{
                             "WARNING schedule/test: exit status 1, tried again in 2s, 3 of 3 "
                             "tries are left",
                             "WARNING schedule/test: exit status 1, tried again in 4s, 2 of 3 "
                             "tries are left",
                             "WARNING schedule/test: exit status 1, tried again in 5s, 1 of 3 "
                             "tries are left"}));
}

TEST_F(ProgramBackoff, AskedToStopInAPauseItTriesNoMore) {
  begin(stop.get_token());
  ASSERT_TRUE(has_failed(1));
  stop.request_stop();
  EXPECT_TRUE(drive(loop, [this] { return ended; }));
  EXPECT_TRUE(cancelled);
}

}  // namespace
}  // namespace aio::runtime

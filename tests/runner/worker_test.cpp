// SPDX-License-Identifier: MIT
#include "daemon/runner/worker.hpp"

#include <gtest/gtest.h>

#include <stdexcept>
#include <string>
#include <thread>

namespace aio::runner {
namespace {

TEST(Worker, RunsAJobOnItsOwnThreadAndAnswersOnTheLoops) {
  runtime::EventLoop loop;
  Worker worker(loop);
  std::thread::id there;
  std::thread::id here;
  std::string result;
  loop.run_until_done(
      [](Worker& on, std::thread::id& job, std::thread::id& after, std::string& value) -> task<> {
        value = co_await on.run([&job] {
          job = std::this_thread::get_id();
          return std::string("read");
        });
        after = std::this_thread::get_id();
      }(worker, there, here, result));
  EXPECT_EQ(result, "read");
  EXPECT_NE(there, std::this_thread::get_id());
  EXPECT_EQ(here, std::this_thread::get_id());
}

TEST(Worker, HandsAnExceptionToWhoeverAwaits) {
  runtime::EventLoop loop;
  Worker worker(loop);
  EXPECT_THROW(loop.run_until_done([](Worker& on) -> task<> {
    co_await on.run([]() -> int { throw std::runtime_error("disk"); });
  }(worker)),
               std::runtime_error);
}

}  // namespace
}  // namespace aio::runner

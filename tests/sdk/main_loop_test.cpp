// SPDX-License-Identifier: MIT
#include "tests/sdk/manual_loop.hpp"

#include <aio/error.hpp>
#include <aio/main_loop.hpp>
#include <aio/sleep.hpp>

#include <gtest/gtest.h>

#include <chrono>
#include <future>
#include <optional>
#include <stdexcept>
#include <string>

namespace aio::tests {
namespace {

using namespace std::chrono_literals;

TEST(OnMainLoop, AwaitsOnTheMainLoopItself) {
  const auto seven = []() -> task<int> { co_return 7; };
  Started started(on_main_loop(seven()));
  EXPECT_EQ(started.result(), 7);
}

TEST(AskedOfMain, GivesUpWhenTheMainLoopDropsTheQuestion) {
  /// Hears nothing, and forgets what it is told.
  class Gone final : public Loop {
   public:
    TimePoint now() const noexcept override { return {}; }
    void add(Timer&, TimePoint) override {}
    void cancel(Timer&) noexcept override {}
    void post(std::function<void()>) override {}
    void* native() noexcept override { return nullptr; }
  };
  Gone gone;
  const detail::WorkerScope scope(gone);
  EXPECT_EQ(detail::asked_of_main<int>([] { return 1; }, 2), 2);
}

TEST(WorkerScope, LastsAsLongAsItLives) {
  ManualLoop main;
  EXPECT_EQ(detail::main_loop_of_worker(), nullptr);
  {
    const detail::WorkerScope scope(main);
    EXPECT_EQ(detail::main_loop_of_worker(), &main);
    std::async(std::launch::async, [] { EXPECT_EQ(detail::main_loop_of_worker(), nullptr); }).get();
  }
  EXPECT_EQ(detail::main_loop_of_worker(), nullptr);
}

}  // namespace
}  // namespace aio::tests

// SPDX-License-Identifier: MIT
#include "tests/sdk/manual_loop.hpp"

#include <aio/event.hpp>
#include <aio/handler.hpp>

#include <gtest/gtest.h>
#include <string>

namespace aio::tests {
namespace {

std::string heard;

void plain(const Signal& signal) {
  heard = "plain " + signal.data();
}

task<> coroutine(Signal signal) {
  heard = "coroutine " + signal.data();
  co_return;
}

Signal boom() {
  return {"example-signal", "BOOM!", Section()};
}

TEST(Handler, CallsAPlainFunctionWithoutACoroutine) {
  const Handler<Signal> handler = plain;
  ASSERT_TRUE(handler.plain());
  handler.call(boom());
  EXPECT_EQ(heard, "plain BOOM!");
}

TEST(Handler, RunsACoroutine) {
  const Handler<Signal> handler = coroutine;
  ASSERT_FALSE(handler.plain());
  Started run(handler.run(boom()));
  EXPECT_EQ(heard, "coroutine BOOM!");
}

TEST(Handler, TakesALambdaWithState) {
  int calls = 0;
  const Handler<Signal> handler = [&calls](const Signal&) { ++calls; };
  handler.call(boom());
  handler.call(boom());
  EXPECT_EQ(calls, 2);
}

TEST(Handler, IsEmptyUntilItIsMadeFromAFunction) {
  EXPECT_FALSE(Handler<Signal>());
  EXPECT_TRUE(Handler<Signal>(plain));
}

}  // namespace
}  // namespace aio::tests

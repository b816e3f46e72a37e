// SPDX-License-Identifier: MIT
// The example's functions, in an app of the test's own: no daemon, no port, no waiting.
#include <aio/testing.hpp>

#include <gtest/gtest.h>

using namespace std::chrono_literals;

TEST(Hello, ReceivesThreeSchedulesInSixSeconds) {
  aio::testing::App app("[schedule/hello]\nevery = 2\nfunc = hello.schedule_handler\n");
  app.run_forever(6s);  // each takes a second
  EXPECT_EQ(app.logged("Received scheduled: hello"), 3);
}

TEST(Hello, Adds) {
  aio::testing::App app("[server/sum]\nprotocol = hello.AdditionServerProtocol\nport = 8888\n");
  auto peer = app.connect("sum");
  peer.write("2 + 2 + 3");
  EXPECT_EQ(peer.read_all(), "7");
}

TEST(Hello, HearsASignal) {
  aio::testing::App app("[listen/hello]\nexample-signal = hello.listener\n");
  const auto outcomes = app.emit("example-signal", "BOOM");
  ASSERT_EQ(outcomes.size(), 1);
  EXPECT_EQ(outcomes[0].error, "");
  EXPECT_EQ(app.logged("Heard example-signal: BOOM"), 1);
}

// SPDX-License-Identifier: MIT
#include "daemon/runtime/servers/out_buffer.hpp"

#include <gtest/gtest.h>

#include <random>
#include <string>

namespace aio::runtime {
namespace {

TEST(OutBuffer, GivesWhatWaitsInOrder) {
  OutBuffer buffer;
  buffer.append("abc");
  buffer.append("defgh");
  buffer.consume(2);
  EXPECT_EQ(buffer.waiting(), "cdefgh");
  EXPECT_EQ(buffer.size(), 6U);
  buffer.consume(4);
  EXPECT_EQ(buffer.waiting(), "gh");
  buffer.append("i");
  EXPECT_EQ(buffer.waiting(), "ghi");
  buffer.consume(3);
  EXPECT_TRUE(buffer.empty());
}

TEST(OutBuffer, LosesNoByteOverRandomSteps) {
  std::mt19937 random(3);
  OutBuffer buffer;
  std::string written, sent;
  for (int step = 0; step < 5'000; ++step) {
    const std::string piece(random() % 50, static_cast<char>('a' + step % 26));
    buffer.append(piece);
    written += piece;
    const std::size_t count = buffer.empty() ? 0 : random() % (buffer.size() + 1);
    sent += buffer.waiting().substr(0, count);
    buffer.consume(count);
  }
  sent += buffer.waiting();
  EXPECT_EQ(sent, written);
}

}  // namespace
}  // namespace aio::runtime

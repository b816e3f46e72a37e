// SPDX-License-Identifier: MIT
#include "daemon/runtime/schedules/span_text.hpp"

#include <gtest/gtest.h>

namespace aio::runtime {
namespace {

using namespace std::chrono_literals;

TEST(SpanText, IsInTheLargestWholeUnit) {
  EXPECT_EQ(text_of(2s), "2s");
  EXPECT_EQ(text_of(1500ms), "1500ms");
  EXPECT_EQ(text_of(90min), "90min");
  EXPECT_EQ(text_of(48h), "2d");
  EXPECT_EQ(text_of(7us), "7us");
  EXPECT_EQ(text_of(1ns), "1ns");
  EXPECT_EQ(text_of(0s), "0s");
}

}  // namespace
}  // namespace aio::runtime

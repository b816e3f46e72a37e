// SPDX-License-Identifier: MIT
#include <gtest/gtest.h>
#include <malloc.h>

#include <aio/task.hpp>

#include <cstring>
#include <thread>
#include <vector>

namespace aio::detail {
namespace {

#if defined(__SANITIZE_ADDRESS__)
constexpr bool frames_are_kept = false;
#else
constexpr bool frames_are_kept = true;
#endif

std::vector<void*> made(std::size_t count, std::size_t size) {
  std::vector<void*> frames;
  for (std::size_t i = 0; i < count; ++i) {
    frames.push_back(make_frame(size));
    std::memset(frames.back(), 'x', size);
  }
  return frames;
}

void free_all(const std::vector<void*>& frames, std::size_t size) {
  for (void* const frame : frames) free_frame(frame, size);
}

TEST(Frames, AreUsedAgainForOthersOfAboutTheirSize) {
  if (!frames_are_kept) GTEST_SKIP() << "under AddressSanitizer each frame is memory of its own";
  void* const first = make_frame(200);
  free_frame(first, 200);
  void* const second = make_frame(250);
  EXPECT_EQ(first, second);
  std::memset(second, 'x', 250);
  free_frame(second, 250);
}

TEST(Frames, AreKeptInABoundedNumber) {
  if (!frames_are_kept) GTEST_SKIP() << "under AddressSanitizer each frame is memory of its own";
  const std::size_t before = mallinfo2().uordblks;
  for (const std::size_t size : {1, 64, 65, 512, 1024, 1025, 100'000})
    free_all(made(100, size), size);
  EXPECT_LE(mallinfo2().uordblks, before + 136 * 1024 + 16 * 16 * 16) << "with malloc's own words";
}

TEST(Frames, MayBeFreedOnAnotherThreadThanTheirs) {
  const auto frames = made(100, 300);
  std::thread([&] {
    free_all(frames, 300);
    free_all(made(10, 300), 300);
  }).join();  // whatever that thread kept is gone: LeakSanitizer and valgrind would tell
  free_all(made(10, 300), 300);
}

}  // namespace
}  // namespace aio::detail

// SPDX-License-Identifier: MIT
#pragma once

#include <atomic>
#include <cstddef>
#include <cstdint>

namespace aio::runtime {

/// What a server counts of its connections, on whichever threads these live.
struct ServerCounts {
  std::atomic<std::size_t> connections = 0;
  std::atomic<std::uint64_t> accepted = 0;
  std::atomic<std::uint64_t> refused = 0;
  std::atomic<std::uint64_t> failures = 0;
  std::atomic<std::uint64_t> idle_closed = 0;
};

}  // namespace aio::runtime

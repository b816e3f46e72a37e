// SPDX-License-Identifier: MIT
#pragma once

#include <atomic>
#include <cstdint>

namespace aio::runtime {

/// The numbers of so many runs that begin now, of which this is the first: from 1 on, of all kinds
/// of runs in this process.
inline std::uint64_t next_run_numbers(std::uint64_t count) noexcept {
  static std::atomic<std::uint64_t> last = 0;
  return last.fetch_add(count, std::memory_order_relaxed) + 1;
}

inline std::uint64_t next_run_number() noexcept {
  return next_run_numbers(1);
}

}  // namespace aio::runtime

// SPDX-License-Identifier: MIT
#pragma once

#include <cstdint>
#include <utility>

namespace aio::runtime {

/// The numbers of so many runs that begin now, of which this is the first: from 1 on, of all kinds
/// of runs in this process. Only the main loop's thread begins runs, so it takes no atomic step.
inline std::uint64_t next_run_numbers(std::uint64_t count) noexcept {
  static constinit std::uint64_t last = 0;
  return std::exchange(last, last + count) + 1;
}

inline std::uint64_t next_run_number() noexcept {
  return next_run_numbers(1);
}

}  // namespace aio::runtime

// SPDX-License-Identifier: MIT
#pragma once

#include <atomic>
#include <cstdint>

namespace aio::runtime {

/// The number of a run that begins now, from 1 on, of all kinds of runs in this process.
inline std::uint64_t next_run_number() noexcept {
  static std::atomic<std::uint64_t> last = 0;
  return ++last;
}

}  // namespace aio::runtime

// SPDX-License-Identifier: MIT
#pragma once

#include <atomic>
#include <cstdint>
#include <vector>

#include "bench/process.hpp"

namespace bench {

/// A process with an Asio steady_timer for each period (in seconds), which counts how often they
/// fired.
class TimerPeer {
 public:
  explicit TimerPeer(const std::vector<double>& periods);
  TimerPeer(const TimerPeer&) = delete;
  ~TimerPeer();

  const Process& process() const noexcept { return process_; }
  double firings() const noexcept { return double(firings_->load()); }

 private:
  std::atomic<std::uint64_t>* firings_;  // shared with the child
  Process process_;
};

/// Bytes of heap for each of so many timers that wait.
std::vector<double> bytes_of_timers(const std::vector<double>& periods);

}  // namespace bench

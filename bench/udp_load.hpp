// SPDX-License-Identifier: MIT
#pragma once

#include <chrono>
#include <cstdint>
#include <vector>

#include "bench/process.hpp"

namespace bench {

/// One client in a process of its own, with 64 datagrams of 64 bytes on their way.
struct UdpLoad {
  std::uint16_t port = 0;
  std::chrono::milliseconds time{300};
};

/// Answers a second, and the server's CPU time for each in microseconds.
std::vector<double> apply(const UdpLoad& load, const Process& server);

}  // namespace bench

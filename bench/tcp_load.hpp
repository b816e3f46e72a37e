// SPDX-License-Identifier: MIT
#pragma once

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <vector>

#include "bench/process.hpp"

namespace bench {

/// A crowd of clients in a process of its own, each with one message on its way.
struct TcpLoad {
  std::uint16_t port = 0;
  int connections = 1;
  std::size_t message = 64;
  std::chrono::milliseconds time{300};
  bool reconnects = false;  ///< after each message
};

/// Messages (or connections) a second, and the server's CPU time for each in microseconds.
std::vector<double> apply(const TcpLoad& load, const Process& server);

}  // namespace bench

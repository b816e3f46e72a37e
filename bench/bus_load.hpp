// SPDX-License-Identifier: MIT
#pragma once

#include <chrono>
#include <string>
#include <vector>

#include "bench/process.hpp"

namespace bench {

constexpr const char* peer_bus_name = "org.aio.Bench1";

/// Who is called, with Emit of org.aio.Runner1.Manager at /org/aio/Runner1.
struct BusLoad {
  std::string address;      ///< of the bus
  std::string destination;  ///< name on it
  std::string signal;       ///< what Emit is told
  std::chrono::milliseconds time{300};
};

/// The median of one call after the other in microseconds; calls a second with 64 on their way; the
/// server's CPU time for each of these in microseconds. From a process of its own.
std::vector<double> apply(const BusLoad& load, const Process& server);

/// The peer: Emit as bare sd-bus answers it, under peer_bus_name. Tells of its readiness by a line.
void serve_sd_bus(const std::string& address, int out);

}  // namespace bench

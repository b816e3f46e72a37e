// SPDX-License-Identifier: MIT
#pragma once

#include <vector>

namespace aio {

/// From where to where the relay passes bytes on.
struct RelayLane {
  int from;
  int to;
};

/// The life of the relay's process: reads always, holds a bounded amount for each lane, and says in
/// a line how much was dropped when there is room again. A byte on `control` asks for an answer of
/// one byte when all that has come so far has gone out, or after `relay_patience`. Ends the process
/// when nobody can write to any lane any more.
[[noreturn]] void run_relay(const std::vector<RelayLane>& lanes, int control);

inline constexpr int relay_patience_ms = 1000;

}  // namespace aio

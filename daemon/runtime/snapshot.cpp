// SPDX-License-Identifier: MIT
#include "daemon/runtime/snapshot.hpp"

namespace aio::runtime {

std::string word(ServerState state) {
  switch (state) {
    case ServerState::listening:
      return "listening";
    case ServerState::paused:
      return "paused";
    case ServerState::stopped:
      return "stopped";
    case ServerState::disabled:
      return "disabled";
    case ServerState::waiting:
      return "waiting";
  }
  return {};
}

}  // namespace aio::runtime

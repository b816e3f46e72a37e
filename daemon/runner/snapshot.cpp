// SPDX-License-Identifier: MIT
#include "daemon/runner/snapshot.hpp"

namespace aio::runner {
namespace {

std::string counted(std::size_t count, const std::string& noun) {
  return std::to_string(count) + " " + noun + (count == 1 ? "" : "s");
}

std::size_t connections(const Snapshot& snapshot) {
  std::size_t all = 0;
  for (const auto& server : snapshot.servers) all += server.connections;
  return all;
}

std::size_t listeners(const Snapshot& snapshot) {
  std::size_t all = 0;
  for (const auto& signal : snapshot.signals) all += signal.listeners.size();
  return all;
}

}  // namespace

std::string word(State state) {
  switch (state) {
    case State::starting:
      return "starting";
    case State::running:
      return "running";
    case State::degraded:
      return "degraded";
    case State::stopping:
      return "stopping";
  }
  return {};
}

std::string summary(const Snapshot& snapshot, std::size_t schedules) {
  std::string text = counted(schedules, "schedule") + ", " +
                     counted(snapshot.servers.size(), "server") + " (" +
                     counted(connections(snapshot), "connection") + "), " +
                     counted(listeners(snapshot), "listener");
  if (!snapshot.problems.empty()) text = "degraded: " + snapshot.problems.front() + "; " + text;
  return text;
}

}  // namespace aio::runner

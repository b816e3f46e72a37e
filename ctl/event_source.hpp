// SPDX-License-Identifier: MIT
#pragma once

#include <deque>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include <sdbus-c++/IProxy.h>

#include "ctl/answers.hpp"
#include "ctl/route.hpp"

namespace aio::ctl {

/// What happens in the daemon, as it happens: subscribes, and waits. Owned by the verb, on a Route
/// that outlives it. All of it throws Failure.
class EventSource {
 public:
  /// Of these kinds, or of all for none.
  EventSource(Route& route,
              const std::vector<std::string>& kinds,
              const std::optional<std::string>& match);

  /// The next one; nothing when what is written to `output` is read by nobody any more. Throws
  /// Failure{no_daemon} when the daemon, or its bus, has gone, and Failure{timed_out} at the end of
  /// --timeout.
  std::optional<Event> next(int output);

 private:
  void hear();
  void watch_daemon();
  bool read_some();
  bool wait(int output);

  Route& route_;
  std::unique_ptr<sdbus::IProxy> daemon_;
  std::unique_ptr<sdbus::IProxy> driver_;
  std::deque<Event> events_;  // that came, and were not asked for yet
  bool gone_ = false;
};

}  // namespace aio::ctl

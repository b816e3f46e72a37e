// SPDX-License-Identifier: MIT
#pragma once

#include <cstdint>
#include <string_view>

#include "daemon/runtime/run_events.hpp"

namespace aio::runtime {

/// Hears what happens in the runtime, on the loop's thread, and reports it outward. Owned by
/// whoever owns the runtime's parts, and outlives them. What needs a log line has been logged
/// already. Every member may be left out.
class Observer {
 public:
  virtual ~Observer() = default;

  // Of a schedule.
  virtual void run_started(const RunStarted& /*run*/) noexcept {}
  virtual void run_ended(const RunEnded& /*run*/) noexcept {}
  virtual void run_skipped(std::string_view /*schedule*/) noexcept {}
  virtual void runs_missed(std::string_view /*schedule*/, std::uint64_t /*count*/) noexcept {}
  /// It was paused, resumed, started or stopped, or another number of runs is queued.
  virtual void schedule_changed(std::string_view /*schedule*/) noexcept {}

  /// Other listeners, or other counts, of a signal that somebody listens to, or did. Told once
  /// until its snapshot is taken.
  virtual void listener_changed(std::string_view /*signal: as it is shown*/) noexcept {}

  virtual void connection_opened(std::string_view /*server*/) noexcept {}
  virtual void connection_closed(std::string_view /*server*/) noexcept {}
  virtual void connection_refused(std::string_view /*server*/) noexcept {}
  /// Datagrams came, went or were dropped. Told once until the server's snapshot is taken.
  virtual void datagrams_counted(std::string_view /*server*/) noexcept {}

  /// An emit begins, of a signal with `export = yes`; also when nobody in this process listens.
  virtual void emitted(std::string_view /*signal: as it was emitted*/,
                       std::string_view /*data: any bytes*/) noexcept {}

  /// The wall clock was set, or the machine slept: times of day that were told are others now.
  virtual void clock_was_set() noexcept {}

  /// A user's function threw. `item` is "schedule/NAME", "server/NAME" or "signal/NAME".
  virtual void failed(std::string_view /*item*/, std::string_view /*text*/) noexcept {}
};

}  // namespace aio::runtime

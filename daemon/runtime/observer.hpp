// SPDX-License-Identifier: MIT
#pragma once

#include <cstdint>
#include <string>
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
  // Runs of a listener: one that goes on behind its first suspension, and the end of each that went
  // on, failed, or whose emit wants outcomes.
  virtual void listener_started(const RunStarted& /*run*/) noexcept {}
  virtual void listener_ended(const RunEnded& /*run*/) noexcept {}
  // Each emit, while they are watched (SignalTable::watch). One that was refused has but an end.
  virtual void emit_began(std::string_view /*signal: as it was emitted*/,
                          const std::string* /*data: null unless it is exported*/) noexcept {}
  virtual void emit_ended(const EmitEnded& /*emit*/) noexcept {}

  virtual void connection_opened(const ConnectionEvent& /*connection*/) noexcept {}
  virtual void connection_closed(const ConnectionEvent& /*connection*/) noexcept {}
  virtual void connection_refused(const ConnectionEvent& /*connection*/) noexcept {}
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

// SPDX-License-Identifier: MIT
#pragma once

#include <aio/address.hpp>
#include <aio/loop.hpp>

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace aio::runtime {

// How running things stand, as copies for readers.

struct ScheduleSnapshot {
  std::string name;
  std::string handler;
  std::chrono::nanoseconds every{0};
  bool enabled = true;         ///< by the configuration
  std::string state;           ///< waiting, running, paused, stopped or disabled
  std::uint64_t runs = 0;      ///< that have begun
  std::uint64_t failures = 0;  ///< runs, and calls of cb and err, that ended with an exception
  std::uint64_t timeouts = 0;  ///< runs that took longer than they may
  std::uint64_t skipped = 0;   ///< were due or asked for, and left out: the last run was on, or it
                               ///< was paused
  std::uint64_t missed = 0;    ///< grid points that a late loop passed over
  std::size_t running = 0;
  std::size_t queued = 0;  ///< due, and waiting for the last run to end
  std::string last_cause;  ///< of the last run: due, queued or trigger; empty before it
  std::optional<TimePoint> last_start;
  std::chrono::nanoseconds last_duration{0};  ///< of the run that ended last
  std::string last_outcome;  ///< of it: ok, failed, timeout or dropped; empty before the first
  std::string last_error;    ///< empty when that was ok
  std::optional<TimePoint> next_due;  ///< none while it is paused, stopped or disabled
};

/// What a server does now. waiting: its address cannot be had yet.
enum class ServerState { listening, paused, stopped, disabled, waiting };

std::string word(ServerState state);

struct ServerSnapshot {
  std::string name;
  ServerType type = ServerType::tcp;
  std::string handler;
  std::string address;     ///< of a unix socket the path, or @NAME
  std::uint16_t port = 0;  ///< the one that is bound; while none is, the configured one
  ServerState state = ServerState::listening;
  bool enabled = true;  ///< as configured
  std::size_t workers = 1;
  std::size_t connections = 0;
  std::uint64_t accepted = 0;
  std::uint64_t refused = 0;             ///< over max_connections
  std::uint64_t failures = 0;            ///< exceptions; each ended its connection
  std::uint64_t idle_closed = 0;         ///< connections on which nothing moved for idle_timeout
  std::uint64_t datagrams_received = 0;  ///< that the Protocol heard of
  std::uint64_t datagrams_sent = 0;
  std::uint64_t datagrams_dropped = 0;  ///< by the kernel, by our bounds, or since nobody is there
};

struct ListenerSnapshot {
  std::string section;  ///< NAME of [listen/NAME]; empty for one added by code
  std::string handler;
};

struct SignalSnapshot {
  std::string name;  ///< as it was spelled first
  std::uint64_t emitted = 0;
  std::uint64_t failures = 0;               ///< of its listeners
  std::uint64_t timeouts = 0;               ///< listeners that were asked to stop for it
  std::uint64_t dropped = 0;                ///< emits that its policy dropped
  std::size_t waiting = 0;                  ///< emits that have not begun yet
  std::size_t under_way = 0;                ///< emits that have begun and not ended
  std::vector<ListenerSnapshot> listeners;  ///< in the order in which they are begun
};

/// The last time that a loop was held up. Told by the LoopWatch.
struct StallSnapshot {
  std::uint64_t count = 0;  ///< of all; 0: there was none
  std::string loop;         ///< "the loop", or which one of the workers'
  std::string item;         ///< whose code held it up; empty: no handler's
  std::string handler;
  std::chrono::system_clock::time_point since;
  std::chrono::nanoseconds lasted{0};  ///< until now, or in all
  bool over = true;
};

}  // namespace aio::runtime

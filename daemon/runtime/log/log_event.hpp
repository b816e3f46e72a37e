// SPDX-License-Identifier: MIT
#pragma once

#include <aio/log.hpp>

#include <type_traits>
#include <utility>

namespace aio::runtime {

/// What a line of the log can be about that somebody may want explained: `journalctl -x` shows the
/// text that packaging/aio.catalog has for it. One line each, with the same id for ever.
enum class LogEvent {
  ready,
  stopping,
  configuration_changed,
  reload_refused,
  degraded,
  last_good_used,
  change_undone,
  state_not_kept,
  run_failed,
  runs_skipped,
  loop_blocked,
  connections_refused,
  accepting_paused,
  emits_overflowed,
  chain_cut,
  bus_trouble,
  denied,
};

/// The event as the field MESSAGE_ID (systemd.journal-fields(7)).
log::Field event_id(LogEvent event);

/// Writes a line of aiod's own that is about an event.
template <class... Args>
void log_event(log::Level level,
               LogEvent event,
               log::Format<std::type_identity_t<Args>...> format,
               Args&&... args) {
  log::own().write<Args...>(level, {event_id(event)}, format, std::forward<Args>(args)...);
}

}  // namespace aio::runtime

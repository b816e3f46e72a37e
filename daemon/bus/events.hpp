// SPDX-License-Identifier: MIT
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "daemon/runner/observer.hpp"
#include "dbus/value.hpp"

// What happens, in the shape that the signal Manager.Event gives it. Pure.
namespace aio::bus {

enum class EventKind : std::uint8_t { run, signal, config, connection, lost };

const char* word(EventKind kind);

dbus::Properties details_of(const runtime::RunStarted& run);
dbus::Properties details_of(const runtime::RunEnded& run);
dbus::Properties skipped_run();
dbus::Properties missed_runs(std::uint64_t count);

dbus::Properties begun_emit(const std::string* data);  ///< null: it is not exported
dbus::Properties details_of(const runtime::EmitEnded& emit);

dbus::Properties details_of(const runner::Change& change);
dbus::Properties refused_change(std::string_view problems);  ///< one a line

dbus::Properties details_of(const runtime::ConnectionEvent& connection, const char* state);

dbus::Properties lost_events(std::uint64_t count);

}  // namespace aio::bus

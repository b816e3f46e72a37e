// SPDX-License-Identifier: MIT
#pragma once

#include <cstdint>
#include <memory>
#include <string>

#include <sdbus-c++/IConnection.h>

struct sd_bus;
struct sd_bus_message;
struct sd_bus_slot;

// libsystemd's own connection under one of sdbus-c++, for what sdbus-c++ 1.2 cannot: objects that
// exist only while somebody asks for them, a look at a call before it is unpacked, the length of
// the queue. All of it on the one thread that serves the connection.
namespace aio::dbus {

/// Belongs to `connection`.
sd_bus* raw(sdbus::IConnection& connection);

/// What was registered with libsystemd, until this goes. Not after the connection.
struct Unregister {
  void operator()(sd_bus_slot* slot) const noexcept;
};
using Slot = std::unique_ptr<sd_bus_slot, Unregister>;

/// A message of libsystemd's, held until this goes.
struct Unreference {
  void operator()(sd_bus_message* message) const noexcept;
};
using Message = std::unique_ptr<sd_bus_message, Unreference>;

/// The sender of the call that is being dispatched; empty when there is none.
std::string current_sender(sd_bus* bus);

/// Messages that the bus has not taken from us yet.
std::uint64_t unsent(sd_bus* bus) noexcept;

/// Drops what is unsent: the end of a connection would wait for a bus that reads nothing.
void close(sd_bus* bus) noexcept;

/// Calls from now on say that they wait while a human is asked for a permission.
void let_a_human_be_asked(sdbus::IConnection& connection) noexcept;

/// Throws sdbus::Error when libsystemd says that something failed.
void check(int result, const char* what = "message");

}  // namespace aio::dbus

// SPDX-License-Identifier: MIT
#pragma once

#include <memory>
#include <string>

#include <sdbus-c++/IConnection.h>

namespace aio::dbus {

/// Which bus: a plain value.
struct Bus {
  enum class Kind { system, user, address };

  Kind kind = Kind::system;
  std::string address{};  ///< in D-Bus's own syntax, "unix:path=..."; for Kind::address alone

  bool operator==(const Bus&) const = default;
};

/// "the system bus", "the user bus", "the bus at unix:path=...": for messages.
std::string described(const Bus& bus);

/// Connects, and waits until the bus has let us in; nobody serves the connection yet. A Pump does,
/// or a client that makes synchronous calls on it. A bus that takes the connection and then says
/// nothing holds the caller for 90 s, the limit of libsystemd: who cannot wait has a thread do it.
/// Throws Error{not_permitted or failed}.
std::unique_ptr<sdbus::IConnection> open(const Bus& bus);

}  // namespace aio::dbus

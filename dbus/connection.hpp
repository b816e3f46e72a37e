// SPDX-License-Identifier: MIT
#pragma once

#include <chrono>
#include <memory>
#include <string>

#include <sdbus-c++/IConnection.h>

namespace aio::dbus {

/// Which bus: a plain value.
struct Bus {
  enum class Kind { system, user, address, host, machine };

  Kind kind = Kind::system;
  /// In D-Bus's own syntax, "unix:path=..."; or the name of the host or machine (remote_bus.hpp)
  /// whose system bus it is.
  std::string address{};

  bool operator==(const Bus&) const = default;
};

/// "the system bus", "the bus at unix:path=...", "the system bus of HOST": for messages.
std::string described(const Bus& bus);

/// Connects, and waits until the bus has let us in; nobody serves the connection yet. A Pump does,
/// or a client that makes synchronous calls on it. A login at another host may take its time, for
/// a human may be asked for a password: there the limit does not count. Throws Error{not_permitted
/// or failed}, also when the bus takes the connection and then says nothing for as long as the
/// limit.
std::unique_ptr<sdbus::IConnection> open(const Bus& bus,
                                         std::chrono::microseconds limit = std::chrono::seconds(5));

}  // namespace aio::dbus

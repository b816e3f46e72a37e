// SPDX-License-Identifier: MIT
#pragma once

#include <chrono>
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
/// or a client that makes synchronous calls on it. Throws Error{not_permitted or failed}, also when
/// the bus takes the connection and then says nothing for as long as the limit.
std::unique_ptr<sdbus::IConnection> open(const Bus& bus,
                                         std::chrono::microseconds limit = std::chrono::seconds(5));

}  // namespace aio::dbus

// SPDX-License-Identifier: MIT
#include "dbus/raw.hpp"

#include <sdbus-c++/Error.h>
#include <sdbus-c++/IProxy.h>
#include <sdbus-c++/Message.h>
#include <sdbus-c++/sdbus-c++.h>

#include <systemd/sd-bus.h>

namespace aio::dbus {
namespace {

/// A message of sdbus-c++, whose own member is protected and not private, in 1.2 as in 2.1.
class Window final : public sdbus::MethodCall {
 public:
  static sd_bus_message* message(const sdbus::MethodCall& call) {
    return static_cast<sd_bus_message*>(call.*(&Window::msg_));
  }
};

}  // namespace

// sdbus-c++ 1.2 shows its connection nowhere, but each message knows the one that it is for.
sd_bus* raw(sdbus::IConnection& connection) {
  const auto proxy = sdbus::createProxy(connection, "org.freedesktop.DBus", "/");
  const sdbus::MethodCall call =
      proxy->createMethodCall("org.freedesktop.DBus.Peer", "Ping");  // and is never sent
  return sd_bus_message_get_bus(Window::message(call));
}

void Unregister::operator()(sd_bus_slot* slot) const noexcept {
  sd_bus_slot_unref(slot);
}

std::string current_sender(sd_bus* bus) {
  sd_bus_message* const message = sd_bus_get_current_message(bus);
  const char* const sender = message != nullptr ? sd_bus_message_get_sender(message) : nullptr;
  return sender != nullptr ? sender : "";
}

std::uint64_t unsent(sd_bus* bus) noexcept {
  std::uint64_t count = 0;
  return sd_bus_get_n_queued_write(bus, &count) < 0 ? 0 : count;
}

void close(sd_bus* bus) noexcept {
  sd_bus_close(bus);
}

void let_a_human_be_asked(sdbus::IConnection& connection) noexcept {
  sd_bus_set_allow_interactive_authorization(raw(connection), 1);
}

void Unreference::operator()(sd_bus_message* message) const noexcept {
  sd_bus_message_unref(message);
}

void check(int result, const char* what) {
  if (result < 0) throw sdbus::createError(-result, what);
}

}  // namespace aio::dbus

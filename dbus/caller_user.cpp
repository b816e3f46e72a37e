// SPDX-License-Identifier: MIT
#include "dbus/caller_user.hpp"

#include <sys/socket.h>
#include <systemd/sd-bus.h>

#include <chrono>
#include <cstdint>
#include <utility>

namespace aio::dbus {
namespace {

constexpr std::chrono::seconds patience{5};  // with the bus, which has nobody to ask

std::optional<uid_t> user_in(sd_bus_message* answer) {
  std::uint32_t user = 0;
  if (sd_bus_message_is_method_error(answer, nullptr) != 0) return std::nullopt;
  if (sd_bus_message_read_basic(answer, 'u', &user) <= 0) return std::nullopt;
  return static_cast<uid_t>(user);
}

}  // namespace

std::unique_ptr<Inquiry> ask_user(sd_bus* bus,
                                  const std::string& name,
                                  std::function<void(std::optional<uid_t>)> on_answer) {
  sd_bus_message* made = nullptr;
  check(sd_bus_message_new_method_call(bus, &made, "org.freedesktop.DBus", "/org/freedesktop/DBus",
                                       "org.freedesktop.DBus", "GetConnectionUnixUser"));
  const Message call(made);
  check(sd_bus_message_append_basic(made, 's', name.c_str()));
  return std::make_unique<Inquiry>(
      bus, call, patience,
      [on_answer = std::move(on_answer)](sd_bus_message* answer) { on_answer(user_in(answer)); });
}

std::optional<uid_t> user_of_bus(sd_bus* bus) noexcept {
  struct ucred peer = {};
  socklen_t size = sizeof peer;
  if (::getsockopt(sd_bus_get_fd(bus), SOL_SOCKET, SO_PEERCRED, &peer, &size) != 0)
    return std::nullopt;
  return peer.uid;
}

}  // namespace aio::dbus

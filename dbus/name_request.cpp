// SPDX-License-Identifier: MIT
#include "dbus/name_request.hpp"

#include <cstdint>
#include <utility>

#include <sdbus-c++/sdbus-c++.h>

namespace aio::dbus {
namespace {

constexpr const char* driver_interface = "org.freedesktop.DBus";

// Of the D-Bus specification, org.freedesktop.DBus.RequestName.
constexpr std::uint32_t do_not_queue = 4;
constexpr std::uint32_t primary_owner = 1;
constexpr std::uint32_t already_owner = 4;

}  // namespace

NameRequest::NameRequest(sdbus::IConnection& connection, std::string name, OnAnswer on_answer)
    : name_(std::move(name)),
      on_answer_(std::move(on_answer)),
      driver_(sdbus::createProxy(connection, "org.freedesktop.DBus", "/org/freedesktop/DBus")) {}

void NameRequest::send() {
  driver_->callMethodAsync("RequestName")
      .onInterface(driver_interface)
      .withArguments(name_, do_not_queue)
      .uponReplyInvoke([this](const sdbus::Error* error, std::uint32_t reply) {
        if (error != nullptr) return on_answer_({.failure = error->getMessage()});
        if (reply == primary_owner || reply == already_owner) return on_answer_({.owned = true});
        ask_for_owner();
      });
}

void NameRequest::ask_for_owner() {
  driver_->callMethodAsync("GetConnectionUnixProcessID")
      .onInterface(driver_interface)
      .withArguments(name_)
      .uponReplyInvoke([this](const sdbus::Error* error, std::uint32_t pid) {
        // An error: the owner has gone meanwhile, or is behind a bus that knows no pids.
        if (error != nullptr) return on_answer_({});
        on_answer_({.owner = static_cast<pid_t>(pid)});
      });
}

}  // namespace aio::dbus

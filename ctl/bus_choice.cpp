// SPDX-License-Identifier: MIT
#include "ctl/bus_choice.hpp"

#include <aio/error.hpp>

namespace aio::ctl {
namespace {

BusChoice none(std::string why) {
  return {std::nullopt, std::move(why)};
}

}  // namespace

BusChoice choose_bus(const dbus::Caller& caller) try {
  const auto place = dbus::private_bus(caller);
  if (!place) return none(dbus::no_private_bus);
  const auto why = dbus::distrust(*place, caller.user);
  if (!why) return {dbus::Bus{dbus::Bus::Kind::address, place->address}};
  return none(why->empty() ? "there is no private bus at " + place->socket.string() : *why);
} catch (const Error& error) {
  return none(error.what());  // no socket could be there
}

}  // namespace aio::ctl

// SPDX-License-Identifier: MIT
#include "ctl/bus_choice.hpp"

#include <aio/error.hpp>

#include <cstdlib>
#include <string_view>

namespace aio::ctl {
namespace {

BusChoice none(std::string why) {
  return {std::nullopt, std::move(why)};
}

}  // namespace

std::string word_of(const dbus::Bus& bus) {
  switch (bus.kind) {
    case dbus::Bus::Kind::system:
      return "system";
    case dbus::Bus::Kind::user:
      return "user";
    case dbus::Bus::Kind::address:
    case dbus::Bus::Kind::host:
    case dbus::Bus::Kind::machine:
      return bus.address;
  }
  return {};
}

std::optional<dbus::Bus> named_bus(const Options& options) {
  if (options.bus) return options.bus;
  const char* const variable = std::getenv(bus_variable);
  const std::string_view word = variable == nullptr ? "" : variable;
  if (word.empty()) return std::nullopt;
  for (const auto kind : {dbus::Bus::Kind::system, dbus::Bus::Kind::user})
    if (word == word_of({kind})) return dbus::Bus{kind};
  return dbus::Bus{dbus::Bus::Kind::address, std::string(word)};
}

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

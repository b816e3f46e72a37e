// SPDX-License-Identifier: MIT
#include "dbus/connection.hpp"

#include <aio/error.hpp>

#include "dbus/errors.hpp"

namespace aio::dbus {
namespace {

std::unique_ptr<sdbus::IConnection> connect(const Bus& bus) {
  switch (bus.kind) {
    case Bus::Kind::system:
      return sdbus::createSystemBusConnection();
    case Bus::Kind::user:
      return sdbus::createSessionBusConnection();
    case Bus::Kind::address:
      return sdbus::createSessionBusConnectionWithAddress(bus.address);
  }
  return nullptr;  // a value that is no Kind
}

}  // namespace

std::string described(const Bus& bus) {
  switch (bus.kind) {
    case Bus::Kind::system:
      return "the system bus";
    case Bus::Kind::user:
      return "the user bus";
    case Bus::Kind::address:
      return "the bus at " + bus.address;
  }
  return {};  // a value that is no Kind
}

std::unique_ptr<sdbus::IConnection> open(const Bus& bus) try {
  return connect(bus);
} catch (const sdbus::Error& error) {
  const Error failure = from_dbus(error);
  throw Error(failure.fault(), described(bus) + ": " + failure.what());
}

}  // namespace aio::dbus

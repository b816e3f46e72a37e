// SPDX-License-Identifier: MIT
#include "dbus/connection.hpp"

#include <aio/error.hpp>

#include <unistd.h>

#include <cerrno>
#include <cstdlib>
#include <optional>
#include <system_error>

#include <systemd/sd-bus.h>

#include "dbus/errors.hpp"
#include "dbus/remote_bus.hpp"

namespace aio::dbus {
namespace {

using Clock = std::chrono::steady_clock;

struct Close {
  void operator()(sd_bus* bus) const { ::sd_bus_close_unref(bus); }
};
using Knock = std::unique_ptr<sd_bus, Close>;

void must(int result) {
  if (result < 0) throw std::system_error(-result, std::generic_category());
}

Knock knock_at(const std::string& address) {
  sd_bus* bus = nullptr;
  must(::sd_bus_new(&bus));
  Knock knock(bus);
  must(::sd_bus_set_address(bus, address.c_str()));
  // Not as a client of the bus: it lets us in, and that is all we want to know.
  must(::sd_bus_start(bus));
  return knock;
}

Knock knock(const Bus& bus) {
  if (bus.kind == Bus::Kind::address) return knock_at(bus.address);
  sd_bus* opened = nullptr;
  must(bus.kind == Bus::Kind::system ? ::sd_bus_open_system(&opened) : ::sd_bus_open_user(&opened));
  return Knock(opened);
}

// sdbus-c++ 1.2 opens a connection in one call that waits for 90 s at a silent bus and leaks when
// there is none. So we knock first, with a limit of our own.
void wait_until_it_answers(const Bus& bus, Clock::time_point limit) {
  const Knock asked = knock(bus);
  for (;;) {
    const int done = ::sd_bus_process(asked.get(), nullptr);
    must(done);
    if (::sd_bus_is_ready(asked.get()) > 0) return;
    if (done > 0) continue;
    const auto left = limit - Clock::now();
    if (left <= left.zero()) must(-ETIMEDOUT);
    using Microseconds = std::chrono::duration<std::uint64_t, std::micro>;
    must(::sd_bus_wait(asked.get(), std::chrono::ceil<Microseconds>(left).count()));
  }
}

template <class Name>
const Name& known(const std::optional<Name>& name, const Bus& bus) {
  if (!name) throw Error(Fault::refused, "'" + bus.address + "' names no bus");
  return *name;
}

std::string address_of(const Bus& bus) {
  if (bus.kind == Bus::Kind::machine)
    return address_of(known(parse_machine(bus.address), bus), ::geteuid() == 0);
  const char* const ssh = std::getenv("SYSTEMD_SSH");
  return address_of(known(parse_host(bus.address), bus),
                    ssh == nullptr || *ssh == '\0' ? "ssh" : ssh);
}

std::unique_ptr<sdbus::IConnection> connect(const Bus& bus) {
  switch (bus.kind) {
    case Bus::Kind::system:
      return sdbus::createSystemBusConnection();
    case Bus::Kind::user:
      return sdbus::createSessionBusConnection();
    case Bus::Kind::address:
      return sdbus::createSessionBusConnectionWithAddress(bus.address);
    case Bus::Kind::host:
    case Bus::Kind::machine:
      return sdbus::createSessionBusConnectionWithAddress(address_of(bus));
  }
  return nullptr;  // a value that is no Kind
}

bool is_denial(const std::error_code& code) {
  return code == std::errc::permission_denied || code == std::errc::operation_not_permitted;
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
    case Bus::Kind::host:
      return "the system bus of " + bus.address;
    case Bus::Kind::machine:
      return "the system bus of the machine " + bus.address;
  }
  return {};  // a value that is no Kind
}

std::unique_ptr<sdbus::IConnection> open(const Bus& bus, std::chrono::microseconds limit) try {
  // Elsewhere each knock would be a login.
  const bool is_elsewhere = bus.kind == Bus::Kind::host || bus.kind == Bus::Kind::machine;
  if (!is_elsewhere) wait_until_it_answers(bus, Clock::now() + limit);
  return connect(bus);
} catch (const std::system_error& error) {
  throw Error(is_denial(error.code()) ? Fault::not_permitted : Fault::failed,
              described(bus) + ": " + error.code().message());
} catch (const sdbus::Error& error) {
  const Error failure = from_dbus(error);
  throw Error(failure.fault(), described(bus) + ": " + failure.what());
}

}  // namespace aio::dbus

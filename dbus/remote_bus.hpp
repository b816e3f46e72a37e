// SPDX-License-Identifier: MIT
#pragma once

#include <optional>
#include <string>
#include <string_view>

// System buses that are not this system's: names as systemctl(1) takes them behind -H and -M, and
// the D-Bus addresses that they come to (D-Bus Specification, "Server Addresses"). At the other end
// of a program's standard input and output, systemd-stdio-bridge(1) speaks with the bus. Pure.
namespace aio::dbus {

/// [USER@]HOST[:PORT][/MACHINE]. An IPv6 address that has a port is in brackets.
struct HostName {
  std::string host;     ///< with the user, as ssh(1) takes it
  std::string port;     ///< empty: ssh's own
  std::string machine;  ///< a container of that host; empty: the host itself

  bool operator==(const HostName&) const = default;
};

std::optional<HostName> parse_host(std::string_view text);

/// Of the bus of a host, by way of the program `ssh`, which connects as its configuration says.
std::string address_of(const HostName& host, std::string_view ssh);

/// [USER@]MACHINE: a machine that systemd-machined(8) knows; ".host" is this one.
struct MachineName {
  std::string user;  ///< empty: root
  std::string machine;

  bool operator==(const MachineName&) const = default;
};

std::optional<MachineName> parse_machine(std::string_view text);

/// Of the bus of a machine. libsystemd enters it as root; for others, and as another user than
/// root, systemd-run(1) does.
std::string address_of(const MachineName& machine, bool caller_is_root);

}  // namespace aio::dbus

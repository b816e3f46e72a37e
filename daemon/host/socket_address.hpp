// SPDX-License-Identifier: MIT
#pragma once

#include <aio/address.hpp>

#include <string>

// What the kernel says of a descriptor that somebody else opened.
namespace aio::host {

/// Whether the socket is of the type, bound to the address, and listening where the type does, that
/// a [server/NAME] asks for: "0.0.0.0" is every IPv4 address, "::" every IPv6 address and "*" both.
/// Port 0 asks for any port.
bool serves(int fd, const Endpoint& wanted);

/// Whether it is a socket that any [server/NAME] could have.
bool is_of_a_server(int fd);

/// "tcp 127.0.0.1:8080", "unix /run/x.sock", or "no socket of a server".
std::string described(int fd);

}  // namespace aio::host

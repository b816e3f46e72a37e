// SPDX-License-Identifier: MIT
#pragma once

#include <cstdint>
#include <string>

// What the kernel says of a descriptor that somebody else opened.
namespace aio::host {

bool is_listening_tcp(int fd);

/// Whether the socket is bound to the address and port that a [server/NAME] asks for: "0.0.0.0" is
/// every IPv4 address, "::" every IPv6 address and "*" both. Port 0 asks for any port.
bool is_bound_to(int fd, const std::string& address, std::uint16_t port);

/// "tcp 127.0.0.1:8080", "tcp [::1]:80", or "no tcp socket".
std::string described(int fd);

}  // namespace aio::host

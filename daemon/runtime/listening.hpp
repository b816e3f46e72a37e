// SPDX-License-Identifier: MIT
#pragma once

#include <sys/socket.h>

#include <cstdint>
#include <string>

#include "daemon/runtime/descriptor.hpp"

namespace aio::runtime {

/// An address and port as text and number: "127.0.0.1", "::1".
struct Endpoint {
  std::string address;
  std::uint16_t port = 0;

  bool operator==(const Endpoint&) const = default;
};

Endpoint endpoint_of(const sockaddr_storage& address);
std::string text_of(const Endpoint& endpoint);  ///< "127.0.0.1:80", "[::1]:80"

/// A TCP socket that is bound and listens; the kernel queues connections until somebody accepts
/// them. Dropping it closes it. Everything here throws std::system_error.
class Listening {
 public:
  Listening() = default;

  /// `address` is an IP address: "0.0.0.0" is IPv4, "::" IPv6 only, "*" both; port 0 picks one.
  static Listening open(const std::string& address, std::uint16_t port, int backlog);

  /// Takes over a listening socket that was passed in, and closes it on failure too.
  static Listening adopt(int fd);

  Listening duplicate() const;  ///< the same socket under a descriptor of its own
  void backlog(int length);     ///< of this socket and its duplicates

  int number() const noexcept { return descriptor_.number(); }
  explicit operator bool() const noexcept { return static_cast<bool>(descriptor_); }
  const Endpoint& bound() const noexcept { return bound_; }

 private:
  explicit Listening(Descriptor descriptor);

  Descriptor descriptor_;
  Endpoint bound_;
};

}  // namespace aio::runtime

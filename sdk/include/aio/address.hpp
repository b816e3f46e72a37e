// SPDX-License-Identifier: MIT
#pragma once

#include <sys/socket.h>

#include <compare>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <string>
#include <string_view>
#include <utility>

namespace aio {

/// The kinds of socket that a server may have.
enum class ServerType { tcp, udp, unix_stream, unix_datagram };

/// As the configuration has it: "tcp", "udp", "unix", "unixgram".
std::string_view word(ServerType type) noexcept;

/// Whether a server of this type has one Protocol for all its datagrams, and no connections.
constexpr bool is_datagram(ServerType type) noexcept {
  return type == ServerType::udp || type == ServerType::unix_datagram;
}
/// Whether its address is a path, or an abstract name, and no IP address with a port.
constexpr bool is_unix(ServerType type) noexcept {
  return type == ServerType::unix_stream || type == ServerType::unix_datagram;
}

/// Where a server listens. The address of tcp and udp is an IP address: 0.0.0.0 is all of IPv4, ::
/// all of IPv6, * both; port 0 picks a free one. That of unix sockets is a path, or @NAME for an
/// abstract one, and there is no port.
struct Endpoint {
  // With a constructor: g++ 12 destroys an aggregate twice that is written in a co_await
  // expression.
  Endpoint() {}
  Endpoint(std::string address, std::uint16_t port, ServerType type = ServerType::tcp)
      : address(std::move(address)), port(port), type(type) {}

  std::string address;
  std::uint16_t port = 0;
  ServerType type = ServerType::tcp;

  bool operator==(const Endpoint&) const = default;
};

std::string text_of(const Endpoint& endpoint);  ///< "127.0.0.1:80", "[::1]:80", "/run/x.sock"

/// The address of a socket as the kernel has it, such as a datagram's sender: an IP address and
/// port, a path, an abstract name, or none at all (a unix client that is bound to nothing). A
/// value; copying and comparing it cost no allocation, so that it may be a key.
class SocketAddress {
 public:
  SocketAddress() = default;

  /// Throws std::invalid_argument when `address` is no IP address.
  static SocketAddress ip(const std::string& address, std::uint16_t port);
  /// "@NAME" is an abstract name. Throws std::invalid_argument over 107 bytes.
  static SocketAddress unix_path(std::string_view path);

  bool none() const noexcept;           ///< nobody can be answered at it
  std::string host() const;             ///< "127.0.0.1", "::1"; of a unix socket the path or @NAME
  std::uint16_t port() const noexcept;  ///< 0 for a unix socket
  std::string text() const;             ///< "127.0.0.1:80", "[::1]:80", "/run/x.sock", "@NAME", ""

  bool operator==(const SocketAddress& other) const noexcept { return bytes() == other.bytes(); }
  std::strong_ordering operator<=>(const SocketAddress& other) const noexcept {
    return bytes() <=> other.bytes();
  }
  std::string_view bytes() const noexcept {
    return {reinterpret_cast<const char*>(&storage_), size_};
  }

  // For system calls.
  const sockaddr* data() const noexcept { return reinterpret_cast<const sockaddr*>(&storage_); }
  sockaddr* data() noexcept { return reinterpret_cast<sockaddr*>(&storage_); }
  socklen_t size() const noexcept { return size_; }
  void resize(socklen_t size) noexcept { size_ = size; }
  static constexpr socklen_t capacity = sizeof(sockaddr_storage);

 private:
  sockaddr_storage storage_{};
  socklen_t size_ = 0;
};

}  // namespace aio

template <>
struct std::hash<aio::SocketAddress> {
  std::size_t operator()(const aio::SocketAddress& address) const noexcept {
    return std::hash<std::string_view>()(address.bytes());
  }
};

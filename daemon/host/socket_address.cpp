// SPDX-License-Identifier: MIT
#include "daemon/host/socket_address.hpp"

#include <netinet/in.h>
#include <sys/socket.h>
#include <optional>
#include <stdexcept>
#include <string>
#include <utility>

namespace aio::host {
namespace {

int option(int fd, int level, int name) {
  int value = 0;
  socklen_t size = sizeof value;
  return getsockopt(fd, level, name, &value, &size) == 0 ? value : 0;
}

std::optional<ServerType> type_of(int fd) {
  const int kind = option(fd, SOL_SOCKET, SO_TYPE);
  const int family = option(fd, SOL_SOCKET, SO_DOMAIN);
  const bool ip = family == AF_INET || family == AF_INET6;
  if (kind == SOCK_STREAM && option(fd, SOL_SOCKET, SO_ACCEPTCONN) == 0) return std::nullopt;
  if (kind == SOCK_STREAM && ip) return ServerType::tcp;
  if (kind == SOCK_STREAM && family == AF_UNIX) return ServerType::unix_stream;
  if (kind == SOCK_DGRAM && ip) return ServerType::udp;
  if (kind == SOCK_DGRAM && family == AF_UNIX) return ServerType::unix_datagram;
  return std::nullopt;
}

const std::string any_ipv6 = "::";

std::optional<Endpoint> bound(int fd) {
  const auto type = type_of(fd);
  SocketAddress address;
  socklen_t size = SocketAddress::capacity;
  if (!type || getsockname(fd, address.data(), &size) != 0) return std::nullopt;
  address.resize(size);
  std::string host = address.host();
  if (host == any_ipv6 && option(fd, IPPROTO_IPV6, IPV6_V6ONLY) == 0) host = "*";
  return Endpoint(std::move(host), address.port(), *type);
}

// The kernel's spelling of an address, so that "::0" and "::" are the same one.
std::string canonical(const std::string& address) {
  try {
    return SocketAddress::ip(address, 0).host();
  } catch (const std::invalid_argument&) {
    return address;
  }
}

}  // namespace

bool serves(int fd, const Endpoint& wanted) {
  const auto socket = bound(fd);
  if (!socket || socket->type != wanted.type) return false;
  if (is_unix(wanted.type)) return socket->address == wanted.address;
  const bool any_port = wanted.port == 0;
  return (any_port || socket->port == wanted.port) && socket->address == canonical(wanted.address);
}

bool is_of_a_server(int fd) {
  return bound(fd).has_value();
}

std::string described(int fd) {
  const auto socket = bound(fd);
  if (!socket) return "no socket of a server";
  return std::string(word(socket->type)) + " " + text_of(*socket);
}

}  // namespace aio::host

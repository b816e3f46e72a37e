// SPDX-License-Identifier: MIT
#include "daemon/runtime/servers/ip_socket.hpp"

#include <netinet/in.h>
#include <netinet/tcp.h>
#include <sys/socket.h>

#include <cerrno>
#include <stdexcept>
#include <string>
#include <system_error>

#include "daemon/runtime/servers/system_failure.hpp"

namespace aio::runtime {
namespace {

void switch_option(int fd, int level, int option, int value) {
  if (setsockopt(fd, level, option, &value, sizeof value) < 0) fail(errno, "setsockopt");
}

SocketAddress address_of(const std::string& address, std::uint16_t port) {
  try {
    return SocketAddress::ip(address, port);
  } catch (const std::invalid_argument& error) {
    fail(EINVAL, error.what());
  }
}

// Only tcp: a second udp socket would take the first one's datagrams. It is not to wait for an old
// connection's TIME_WAIT. Each accepted socket inherits that it does not wait for more to send.
void prepare_tcp(int fd) {
  switch_option(fd, SOL_SOCKET, SO_REUSEADDR, 1);
  switch_option(fd, IPPROTO_TCP, TCP_NODELAY, 1);
}

enum class Families { one, both };

Descriptor bound_socket(const SocketAddress& address, Families families, const Endpoint& endpoint) {
  const int family = address.data()->sa_family;
  const int kind = is_datagram(endpoint.type) ? SOCK_DGRAM : SOCK_STREAM;
  Descriptor socket(::socket(family, kind | SOCK_NONBLOCK | SOCK_CLOEXEC, 0));
  if (!socket) fail(errno, text_of(endpoint));
  const int fd = socket.number();
  if (endpoint.type == ServerType::tcp) prepare_tcp(fd);
  if (family == AF_INET6) switch_option(fd, IPPROTO_IPV6, IPV6_V6ONLY, families == Families::one);
  if (bind(fd, address.data(), address.size()) < 0) fail(errno, text_of(endpoint));
  return socket;
}

// A machine without IPv6 still has "both" of one.
Descriptor bound_to_any(const Endpoint& endpoint) {
  try {
    return bound_socket(SocketAddress::ip("::", endpoint.port), Families::both, endpoint);
  } catch (const std::system_error& error) {
    if (error.code() != std::errc::address_family_not_supported &&
        error.code() != std::errc::address_not_available)
      throw;
    return bound_socket(SocketAddress::ip("0.0.0.0", endpoint.port), Families::one, endpoint);
  }
}

}  // namespace

Descriptor bound_ip_socket(const Endpoint& endpoint) {
  if (endpoint.address == "*") return bound_to_any(endpoint);
  return bound_socket(address_of(endpoint.address, endpoint.port), Families::one, endpoint);
}

}  // namespace aio::runtime

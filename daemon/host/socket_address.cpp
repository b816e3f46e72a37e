// SPDX-License-Identifier: MIT
#include "daemon/host/socket_address.hpp"

#include <arpa/inet.h>
#include <netinet/in.h>
#include <sys/socket.h>
#include <array>
#include <optional>

#include <systemd/sd-daemon.h>

namespace aio::host {
namespace {

struct Bound {
  int family;
  std::string address;
  std::uint16_t port;
  bool only_v6;
};

std::string text_of(int family, const void* address) {
  std::array<char, INET6_ADDRSTRLEN> text{};
  return inet_ntop(family, address, text.data(), text.size()) ? text.data() : "";
}

bool takes_only_v6(int fd) {
  int only = 0;
  socklen_t size = sizeof only;
  getsockopt(fd, IPPROTO_IPV6, IPV6_V6ONLY, &only, &size);
  return only != 0;
}

std::optional<Bound> bound(int fd) {
  sockaddr_storage storage{};
  socklen_t size = sizeof storage;
  auto* any = reinterpret_cast<sockaddr*>(&storage);
  if (getsockname(fd, any, &size) != 0) return std::nullopt;
  if (storage.ss_family == AF_INET) {
    const auto* v4 = reinterpret_cast<const sockaddr_in*>(&storage);
    return Bound{AF_INET, text_of(AF_INET, &v4->sin_addr), ntohs(v4->sin_port), false};
  }
  if (storage.ss_family == AF_INET6) {
    const auto* v6 = reinterpret_cast<const sockaddr_in6*>(&storage);
    return Bound{AF_INET6, text_of(AF_INET6, &v6->sin6_addr), ntohs(v6->sin6_port),
                 takes_only_v6(fd)};
  }
  return std::nullopt;
}

// The kernel's spelling of an address, so that "::0" and "::" are the same one.
std::string canonical(const std::string& address) {
  in6_addr v6{};
  if (inet_pton(AF_INET6, address.c_str(), &v6) == 1) return text_of(AF_INET6, &v6);
  return address;
}

}  // namespace

bool is_listening_tcp(int fd) {
  return sd_is_socket(fd, AF_INET, SOCK_STREAM, 1) > 0 ||
         sd_is_socket(fd, AF_INET6, SOCK_STREAM, 1) > 0;
}

bool is_bound_to(int fd, const std::string& address, std::uint16_t port) {
  const auto socket = bound(fd);
  if (!socket || (port != 0 && socket->port != port)) return false;
  const bool takes_both = socket->address == "::" && !socket->only_v6;
  if (address == "*") return takes_both;
  return socket->address == canonical(address) && !takes_both;
}

std::string described(int fd) {
  const auto socket = bound(fd);
  if (!socket || !is_listening_tcp(fd)) return "no tcp socket";
  const std::string host =
      socket->family == AF_INET6 ? "[" + socket->address + "]" : socket->address;
  return "tcp " + host + ":" + std::to_string(socket->port);
}

}  // namespace aio::host

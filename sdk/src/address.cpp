// SPDX-License-Identifier: MIT
#include <aio/address.hpp>

#include <arpa/inet.h>
#include <netinet/in.h>
#include <sys/un.h>

#include <cstring>
#include <stdexcept>

namespace aio {
namespace {

constexpr std::size_t path_begin = offsetof(sockaddr_un, sun_path);

template <class Address>
Address read(const sockaddr* from) noexcept {
  Address address;
  std::memcpy(&address, from, sizeof address);
  return address;
}

std::string ip_text(int family, const void* number) {
  char text[INET6_ADDRSTRLEN] = "";
  inet_ntop(family, number, text, sizeof text);
  return text;
}

}  // namespace

std::string_view word(ServerType type) noexcept {
  switch (type) {
    case ServerType::tcp:
      return "tcp";
    case ServerType::udp:
      return "udp";
    case ServerType::unix_stream:
      return "unix";
    case ServerType::unix_datagram:
      return "unixgram";
  }
  return {};
}

std::string text_of(const Endpoint& endpoint) {
  if (is_unix(endpoint.type)) return endpoint.address;
  const bool ipv6 = endpoint.address.find(':') != std::string::npos;
  const std::string port = std::to_string(endpoint.port);
  return ipv6 ? "[" + endpoint.address + "]:" + port : endpoint.address + ":" + port;
}

SocketAddress SocketAddress::ip(const std::string& address, std::uint16_t port) {
  SocketAddress made;
  sockaddr_in v4{};
  sockaddr_in6 v6{};
  if (inet_pton(AF_INET, address.c_str(), &v4.sin_addr) == 1) {
    v4.sin_family = AF_INET;
    v4.sin_port = htons(port);
    std::memcpy(made.data(), &v4, made.size_ = sizeof v4);
  } else if (inet_pton(AF_INET6, address.c_str(), &v6.sin6_addr) == 1) {
    v6.sin6_family = AF_INET6;
    v6.sin6_port = htons(port);
    std::memcpy(made.data(), &v6, made.size_ = sizeof v6);
  } else {
    throw std::invalid_argument("'" + address + "' is not an IP address");
  }
  return made;
}

SocketAddress SocketAddress::unix_path(std::string_view path) {
  sockaddr_un address{};
  if (path.size() >= sizeof address.sun_path)
    throw std::invalid_argument("'" + std::string(path) + "' has more than 107 bytes");
  address.sun_family = AF_UNIX;
  path.copy(address.sun_path, path.size());
  const bool abstract = path.starts_with('@');
  if (abstract) address.sun_path[0] = '\0';
  SocketAddress made;
  // The kernel counts a path's final NUL, and takes an abstract name as long as it is told.
  made.size_ = static_cast<socklen_t>(path_begin + path.size() + (abstract ? 0 : 1));
  std::memcpy(made.data(), &address, made.size_);
  return made;
}

bool SocketAddress::none() const noexcept {
  return storage_.ss_family == AF_UNSPEC || size_ <= path_begin;
}

std::string SocketAddress::host() const {
  if (none()) return {};
  switch (storage_.ss_family) {
    case AF_INET: {
      const auto v4 = read<sockaddr_in>(data());
      return ip_text(AF_INET, &v4.sin_addr);
    }
    case AF_INET6: {
      const auto v6 = read<sockaddr_in6>(data());
      return ip_text(AF_INET6, &v6.sin6_addr);
    }
    default: {
      std::string path(bytes().substr(path_begin));
      if (path.front() == '\0') return "@" + path.substr(1);
      return path.substr(0, path.find('\0'));
    }
  }
}

std::uint16_t SocketAddress::port() const noexcept {
  if (storage_.ss_family == AF_INET) return ntohs(read<sockaddr_in>(data()).sin_port);
  if (storage_.ss_family == AF_INET6) return ntohs(read<sockaddr_in6>(data()).sin6_port);
  return 0;
}

std::string SocketAddress::text() const {
  const bool ip = storage_.ss_family == AF_INET || storage_.ss_family == AF_INET6;
  return text_of(Endpoint{host(), port(), ip ? ServerType::tcp : ServerType::unix_stream});
}

}  // namespace aio

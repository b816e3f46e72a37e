// SPDX-License-Identifier: MIT
#include "daemon/runtime/listening.hpp"

#include <arpa/inet.h>
#include <fcntl.h>
#include <netdb.h>
#include <netinet/in.h>
#include <netinet/tcp.h>

#include <cerrno>
#include <cstring>
#include <memory>
#include <system_error>

namespace aio::runtime {
namespace {

[[noreturn]] void fail(int error, const std::string& what) {
  throw std::system_error(error, std::generic_category(), what);
}

void switch_option(int fd, int level, int option, int value) {
  if (setsockopt(fd, level, option, &value, sizeof value) < 0) fail(errno, "setsockopt");
}

struct Binding {
  sockaddr_storage address{};
  socklen_t length = 0;
};

// Only numbers: a look-up of a name would block the loop.
Binding binding_of(const std::string& address, std::uint16_t port) {
  const addrinfo hints{.ai_flags = AI_NUMERICHOST | AI_NUMERICSERV, .ai_socktype = SOCK_STREAM};
  addrinfo* found = nullptr;
  if (getaddrinfo(address.c_str(), std::to_string(port).c_str(), &hints, &found) != 0)
    fail(EINVAL, "'" + address + "' is not an IP address");
  const std::unique_ptr<addrinfo, decltype(&freeaddrinfo)> owner(found, freeaddrinfo);
  Binding binding{.length = found->ai_addrlen};
  std::memcpy(&binding.address, found->ai_addr, found->ai_addrlen);
  return binding;
}

enum class Families { one, both };

Descriptor bound_socket(const Binding& binding, Families families, const std::string& what) {
  const int family = binding.address.ss_family;
  Descriptor socket(::socket(family, SOCK_STREAM | SOCK_NONBLOCK | SOCK_CLOEXEC, 0));
  if (!socket) fail(errno, what);
  const int fd = socket.number();
  switch_option(fd, SOL_SOCKET, SO_REUSEADDR, 1);  // not to wait for an old connection's TIME_WAIT
  switch_option(fd, IPPROTO_TCP, TCP_NODELAY, 1);  // each accepted socket inherits it
  if (family == AF_INET6) switch_option(fd, IPPROTO_IPV6, IPV6_V6ONLY, families == Families::one);
  if (bind(fd, reinterpret_cast<const sockaddr*>(&binding.address), binding.length) < 0)
    fail(errno, what);
  return socket;
}

// A machine without IPv6 still has "both" of one.
Descriptor bound_to_any(std::uint16_t port, const std::string& what) {
  try {
    return bound_socket(binding_of("::", port), Families::both, what);
  } catch (const std::system_error& error) {
    if (error.code() != std::errc::address_family_not_supported &&
        error.code() != std::errc::address_not_available)
      throw;
    return bound_socket(binding_of("0.0.0.0", port), Families::one, what);
  }
}

Endpoint bound_endpoint(int fd) {
  sockaddr_storage address{};
  socklen_t length = sizeof address;
  if (getsockname(fd, reinterpret_cast<sockaddr*>(&address), &length) < 0)
    fail(errno, "getsockname");
  return endpoint_of(address);
}

}  // namespace

Endpoint endpoint_of(const sockaddr_storage& address) {
  char text[INET6_ADDRSTRLEN] = "";
  if (address.ss_family == AF_INET) {
    sockaddr_in ipv4;
    std::memcpy(&ipv4, &address, sizeof ipv4);
    inet_ntop(AF_INET, &ipv4.sin_addr, text, sizeof text);
    return {text, ntohs(ipv4.sin_port)};
  }
  sockaddr_in6 ipv6;
  std::memcpy(&ipv6, &address, sizeof ipv6);
  inet_ntop(AF_INET6, &ipv6.sin6_addr, text, sizeof text);
  return {text, ntohs(ipv6.sin6_port)};
}

std::string text_of(const Endpoint& endpoint) {
  const bool ipv6 = endpoint.address.find(':') != std::string::npos;
  const std::string port = std::to_string(endpoint.port);
  return ipv6 ? "[" + endpoint.address + "]:" + port : endpoint.address + ":" + port;
}

Listening::Listening(Descriptor descriptor) : descriptor_(std::move(descriptor)) {
  bound_ = bound_endpoint(number());
}

Listening Listening::open(const std::string& address, std::uint16_t port, int backlog) {
  const std::string what = text_of(Endpoint{address, port});
  Listening listening(address == "*"
                          ? bound_to_any(port, what)
                          : bound_socket(binding_of(address, port), Families::one, what));
  if (listen(listening.number(), backlog) < 0) fail(errno, what);
  return listening;
}

Listening Listening::adopt(int fd) {
  Descriptor passed(fd);
  if (fcntl(fd, F_SETFD, FD_CLOEXEC) < 0 || fcntl(fd, F_SETFL, O_NONBLOCK) < 0)
    fail(errno, "the passed socket");
  switch_option(fd, IPPROTO_TCP, TCP_NODELAY, 1);
  return Listening(std::move(passed));
}

Listening Listening::duplicate() const {
  Descriptor copy(fcntl(number(), F_DUPFD_CLOEXEC, 0));
  if (!copy) fail(errno, "duplicating " + text_of(bound_));
  return Listening(std::move(copy));
}

void Listening::backlog(int length) {
  if (listen(number(), length) < 0) fail(errno, text_of(bound_));
}

}  // namespace aio::runtime

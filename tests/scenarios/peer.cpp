// SPDX-License-Identifier: MIT
#include "tests/scenarios/peer.hpp"

#include <sys/socket.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <system_error>

#include "tests/scenarios/captured.hpp"

namespace aio::scenarios {
namespace {

[[noreturn]] void fail(const char* what) {
  throw std::system_error(errno, std::generic_category(), what);
}

SocketAddress address_of(const Endpoint& endpoint) {
  return is_unix(endpoint.type) ? SocketAddress::unix_path(endpoint.address)
                                : SocketAddress::ip(endpoint.address, endpoint.port);
}

int socket_for(const Endpoint& endpoint) {
  const int kind = is_datagram(endpoint.type) ? SOCK_DGRAM : SOCK_STREAM;
  const int fd = socket(address_of(endpoint).data()->sa_family, kind | SOCK_CLOEXEC, 0);
  if (fd < 0) fail("socket");
  const timeval deadline{patience.count(), 0};
  setsockopt(fd, SOL_SOCKET, SO_RCVTIMEO, &deadline, sizeof deadline);
  setsockopt(fd, SOL_SOCKET, SO_SNDTIMEO, &deadline, sizeof deadline);
  return fd;
}

}  // namespace

Peer::Peer(const Endpoint& server) : fd_(socket_for(server)) {
  // The family alone asks the kernel for an abstract name of its own choice.
  const sockaddr no_name{.sa_family = AF_UNIX, .sa_data = {}};
  if (server.type == ServerType::unix_datagram && bind(fd_, &no_name, sizeof no_name.sa_family) < 0)
    fail("bind");
  const SocketAddress address = address_of(server);
  if (connect(fd_, address.data(), address.size()) == 0) return;
  const int error = errno;
  close(fd_);
  throw std::system_error(error, std::generic_category(), "connect");
}

Peer::~Peer() {
  close(fd_);
}

void Peer::send(std::string_view data) {
  if (::send(fd_, data.data(), data.size(), MSG_NOSIGNAL) < 0) fail("send");
}

std::string Peer::receive() {
  std::array<char, 64 * 1024> buffer;
  const ssize_t size = recv(fd_, buffer.data(), buffer.size(), 0);
  if (size < 0) fail("recv");
  return {buffer.data(), static_cast<std::size_t>(size)};
}

Squatter::Squatter(const Endpoint& endpoint) : fd_(socket_for(endpoint)), type_(endpoint.type) {
  const SocketAddress address = address_of(endpoint);
  if (bind(fd_, address.data(), address.size()) < 0) fail("bind");
  if (!is_datagram(type_) && listen(fd_, 1) < 0) fail("listen");
}

Squatter::~Squatter() {
  close(fd_);
}

Endpoint Squatter::endpoint() const {
  SocketAddress address;
  socklen_t size = SocketAddress::capacity;
  if (getsockname(fd_, address.data(), &size) < 0) fail("getsockname");
  address.resize(size);
  return {address.host(), address.port(), type_};
}

}  // namespace aio::scenarios

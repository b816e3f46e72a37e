// SPDX-License-Identifier: MIT
#include "daemon/runtime/servers/listening.hpp"

#include <fcntl.h>
#include <netinet/in.h>
#include <sys/socket.h>

#include <cerrno>
#include <string>
#include <system_error>
#include <utility>

#include "daemon/runtime/servers/ip_socket.hpp"
#include "daemon/runtime/servers/system_failure.hpp"

namespace aio::runtime {
namespace {

void begin_to_listen(int fd, int backlog, const Endpoint& endpoint) {
  if (!is_datagram(endpoint.type) && listen(fd, backlog) < 0) fail(errno, text_of(endpoint));
}

Descriptor unix_socket(ServerType type) {
  const int kind = is_datagram(type) ? SOCK_DGRAM : SOCK_STREAM;
  Descriptor socket(::socket(AF_UNIX, kind | SOCK_NONBLOCK | SOCK_CLOEXEC, 0));
  if (!socket) fail(errno, "socket");
  return socket;
}

void bind_abstract(int fd, const std::string& name) {
  const SocketAddress address = SocketAddress::unix_path(name);
  if (bind(fd, address.data(), address.size()) < 0) fail(errno, name);
}

int option(int fd, int level, int name) {
  int value = 0;
  socklen_t length = sizeof value;
  if (getsockopt(fd, level, name, &value, &length) < 0) fail(errno, "getsockopt");
  return value;
}

ServerType type_of(int fd) {
  const bool datagram = option(fd, SOL_SOCKET, SO_TYPE) == SOCK_DGRAM;
  if (option(fd, SOL_SOCKET, SO_DOMAIN) == AF_UNIX)
    return datagram ? ServerType::unix_datagram : ServerType::unix_stream;
  return datagram ? ServerType::udp : ServerType::tcp;
}

Endpoint bound_endpoint(int fd) {
  SocketAddress address;
  socklen_t size = SocketAddress::capacity;
  if (getsockname(fd, address.data(), &size) < 0) fail(errno, "getsockname");
  address.resize(size);
  Endpoint endpoint{address.host(), address.port(), type_of(fd)};
  const bool both = endpoint.address == "::" && option(fd, IPPROTO_IPV6, IPV6_V6ONLY) == 0;
  if (both) endpoint.address = "*";
  return endpoint;
}

}  // namespace

Listening::Listening(Descriptor descriptor, std::shared_ptr<const SocketFile> file)
    : descriptor_(std::move(descriptor)),
      file_(std::move(file)),
      bound_(bound_endpoint(number())) {}

Listening Listening::open(const Endpoint& endpoint, const Opening& opening) {
  if (!is_unix(endpoint.type)) {
    Listening listening(bound_ip_socket(endpoint));
    begin_to_listen(listening.number(), opening.backlog, endpoint);
    return listening;
  }
  Descriptor socket = unix_socket(endpoint.type);
  std::shared_ptr<SocketFile> file;
  if (endpoint.address.starts_with('@')) {
    bind_abstract(socket.number(), endpoint.address);
  } else {
    file = std::make_shared<SocketFile>(socket.number(), endpoint.address);
    file->access(opening.access);
  }
  begin_to_listen(socket.number(), opening.backlog, endpoint);
  return Listening(std::move(socket), std::move(file));
}

Listening Listening::adopt(int fd) {
  Descriptor passed(fd);
  if (fcntl(fd, F_SETFD, FD_CLOEXEC) < 0 || fcntl(fd, F_SETFL, O_NONBLOCK) < 0)
    fail(errno, "fcntl");
  return Listening(std::move(passed));
}

Listening Listening::take_back(int fd) {
  Listening listening = adopt(fd);
  const Endpoint& bound = listening.bound();
  if (is_unix(bound.type) && !bound.address.starts_with('@'))
    listening.file_ = std::make_shared<SocketFile>(bound.address);
  return listening;
}

Listening Listening::duplicate() const {
  Descriptor copy(fcntl(number(), F_DUPFD_CLOEXEC, 0));
  if (!copy) fail(errno, "duplicating " + text_of(bound_));
  return Listening(std::move(copy), file_);
}

void Listening::apply(const Opening& opening) {
  begin_to_listen(number(), opening.backlog, bound_);
  if (!file_) return;
  file_->access(opening.access);
  file_->stays(false);
}

}  // namespace aio::runtime

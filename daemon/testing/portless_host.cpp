// SPDX-License-Identifier: MIT
#include "daemon/testing/portless_host.hpp"

#include <aio/error.hpp>

#include <fcntl.h>
#include <sys/socket.h>
#include <sys/un.h>
#include <cerrno>
#include <system_error>
#include <vector>

#include "conf/names.hpp"

namespace aio::testing::detail {
namespace {

using runtime::Descriptor;

int checked(int result, const char* call) {
  if (result < 0) throw std::system_error(errno, std::generic_category(), call);
  return result;
}

int kind_of(int fd) {
  int kind = 0;
  socklen_t size = sizeof kind;
  checked(getsockopt(fd, SOL_SOCKET, SO_TYPE, &kind, &size), "getsockopt");
  return kind;
}

// With no name the kernel picks one: unix(7), autobind.
void bind_anywhere(const Descriptor& socket) {
  sockaddr_un address{};
  address.sun_family = AF_UNIX;
  checked(bind(socket.number(), reinterpret_cast<sockaddr*>(&address), sizeof(sa_family_t)),
          "bind");
}

Descriptor open_socket(int kind) {
  return Descriptor(checked(socket(AF_UNIX, kind | SOCK_CLOEXEC | SOCK_NONBLOCK, 0), "socket"));
}

}  // namespace

std::optional<int> PortlessHost::passed_socket(const std::string& name, const Endpoint& endpoint) {
  const int kind = is_datagram(endpoint.type) ? SOCK_DGRAM : SOCK_STREAM;
  Descriptor& socket = sockets_[name];
  if (!socket || kind_of(socket.number()) != kind) {
    socket = open_socket(kind);
    bind_anywhere(socket);
    if (kind == SOCK_STREAM) checked(listen(socket.number(), SOMAXCONN), "listen");
  }
  return checked(fcntl(socket.number(), F_DUPFD_CLOEXEC, 0), "fcntl");
}

Descriptor PortlessHost::connect(const std::string& name) const {
  const auto found = sockets_.find(name);
  if (found == sockets_.end()) {
    std::vector<std::string> names;
    for (const auto& [known, socket] : sockets_) names.push_back(known);
    const auto meant = conf::nearest(name, names);
    throw Error(Fault::not_found, "there is no server '" + name + "'" +
                                      (meant ? ", did you mean '" + *meant + "'?" : ""));
  }
  const int kind = kind_of(found->second.number());
  Descriptor client = open_socket(kind);
  if (kind == SOCK_DGRAM) bind_anywhere(client);  // or nobody could answer
  sockaddr_un address{};
  socklen_t size = sizeof address;
  auto* const any = reinterpret_cast<sockaddr*>(&address);
  checked(getsockname(found->second.number(), any, &size), "getsockname");
  checked(::connect(client.number(), any, size), "connect");
  return client;
}

}  // namespace aio::testing::detail

// SPDX-License-Identifier: MIT
#include "tests/dbus/silent_bus.hpp"

#include <sys/socket.h>
#include <sys/un.h>
#include <unistd.h>

#include <cerrno>
#include <system_error>

namespace aio::test {

SilentBus::SilentBus() : path_(folder_.path() / "silent") {
  listen();
}

SilentBus::SilentBus(const std::filesystem::path& socket) : path_(socket) {
  listen();
}

SilentBus::~SilentBus() {
  ::close(socket_);
}

void SilentBus::listen() {
  sockaddr_un address = {};
  address.sun_family = AF_UNIX;
  path_.native().copy(address.sun_path, sizeof(address.sun_path) - 1);
  socket_ = ::socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0);
  if (::bind(socket_, reinterpret_cast<const sockaddr*>(&address), sizeof(address)) != 0 ||
      ::listen(socket_, 16) != 0)
    throw std::system_error(errno, std::generic_category(), path_.string());
}

}  // namespace aio::test

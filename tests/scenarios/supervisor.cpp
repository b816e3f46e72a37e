// SPDX-License-Identifier: MIT
#include "tests/scenarios/supervisor.hpp"

#include <sys/socket.h>
#include <sys/un.h>
#include <unistd.h>

#include <cerrno>
#include <system_error>

#include "tests/scenarios/captured.hpp"

namespace aio::scenarios {

NotifySocket::NotifySocket(std::filesystem::path path)
    : path_(std::move(path)), fd_(socket(AF_UNIX, SOCK_DGRAM | SOCK_CLOEXEC, 0)) {
  sockaddr_un address{};
  address.sun_family = AF_UNIX;
  path_.native().copy(address.sun_path, sizeof address.sun_path - 1);
  if (bind(fd_, reinterpret_cast<const sockaddr*>(&address), sizeof address) < 0)
    throw std::system_error(errno, std::generic_category(), path_);
  const timeval deadline{patience.count(), 0};
  setsockopt(fd_, SOL_SOCKET, SO_RCVTIMEO, &deadline, sizeof deadline);
}

NotifySocket::~NotifySocket() {
  close(fd_);
}

bool NotifySocket::hears(std::string_view line) {
  const std::string wanted = "\n" + std::string(line);
  char message[4096];
  while (heard_.find(wanted) == std::string::npos) {
    const ssize_t size = recv(fd_, message, sizeof message, 0);
    if (size < 0) return false;
    heard_.append(message, static_cast<std::size_t>(size)).push_back('\n');
  }
  return true;
}

}  // namespace aio::scenarios

// SPDX-License-Identifier: MIT
#include "tests/scenarios/client.hpp"

#include "tests/scenarios/captured.hpp"

#include <arpa/inet.h>
#include <netinet/in.h>
#include <sys/socket.h>
#include <unistd.h>

#include <cerrno>
#include <limits>
#include <system_error>

namespace aio::scenarios {
namespace {

[[noreturn]] void fail(const char* what) {
  throw std::system_error(errno, std::generic_category(), what);
}

sockaddr_in loopback(std::uint16_t port) {
  sockaddr_in address{};
  address.sin_family = AF_INET;
  address.sin_port = htons(port);
  address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
  return address;
}

int connected(std::uint16_t port) {
  const int fd = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
  const auto address = loopback(port);
  if (connect(fd, reinterpret_cast<const sockaddr*>(&address), sizeof address) == 0) return fd;
  const int error = errno;
  close(fd);
  errno = error;
  return -1;
}

}  // namespace

Client::Client(std::uint16_t port) : fd_(connected(port)) {
  if (fd_ < 0) fail("connect");
  const timeval deadline{patience.count(), 0};
  setsockopt(fd_, SOL_SOCKET, SO_RCVTIMEO, &deadline, sizeof deadline);
  setsockopt(fd_, SOL_SOCKET, SO_SNDTIMEO, &deadline, sizeof deadline);
}

Client::~Client() {
  close(fd_);
}

void Client::send(std::string_view text) {
  while (!text.empty()) {
    const ssize_t size = ::send(fd_, text.data(), text.size(), MSG_NOSIGNAL);
    if (size < 0) fail("send");
    text.remove_prefix(static_cast<std::size_t>(size));
  }
}

void Client::send_end() {
  shutdown(fd_, SHUT_WR);
}

std::string Client::receive(std::size_t size) {
  std::string text;
  char piece[4096];
  while (text.size() < size) {
    const ssize_t got = recv(fd_, piece, std::min(sizeof piece, size - text.size()), 0);
    if (got < 0) fail("recv");
    if (got == 0) break;
    text.append(piece, static_cast<std::size_t>(got));
  }
  return text;
}

std::string Client::receive_all() {
  return receive(std::numeric_limits<std::size_t>::max());
}

bool listens(std::uint16_t port) {
  const int fd = connected(port);
  if (fd >= 0) close(fd);
  return fd >= 0;
}

std::uint16_t free_port() {
  const int fd = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
  auto address = loopback(0);
  socklen_t size = sizeof address;
  if (bind(fd, reinterpret_cast<const sockaddr*>(&address), size) < 0) fail("bind");
  getsockname(fd, reinterpret_cast<sockaddr*>(&address), &size);
  close(fd);
  return ntohs(address.sin_port);
}

}  // namespace aio::scenarios

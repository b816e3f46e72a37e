// SPDX-License-Identifier: MIT
#include "bench/sockets.hpp"

#include <fcntl.h>
#include <netinet/tcp.h>
#include <sys/socket.h>
#include <unistd.h>

#include <cerrno>
#include <system_error>

namespace bench {

int checked(int result, const char* what) {
  if (result < 0) throw std::system_error(errno, std::generic_category(), what);
  return result;
}

Socket::~Socket() {
  if (number_ >= 0) ::close(number_);
}

sockaddr_in loopback(std::uint16_t port) {
  sockaddr_in address{};
  address.sin_family = AF_INET;
  address.sin_port = htons(port);
  address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
  return address;
}

Listener::Listener(Kind kind)
    : socket_(checked(
          ::socket(AF_INET,
                   (kind == Kind::tcp ? SOCK_STREAM : SOCK_DGRAM) | SOCK_NONBLOCK | SOCK_CLOEXEC,
                   0),
          "socket")) {
  sockaddr_in address = loopback(0);
  checked(::bind(number(), reinterpret_cast<sockaddr*>(&address), sizeof address), "bind");
  if (kind == Kind::tcp) checked(::listen(number(), 4096), "listen");
  socklen_t size = sizeof address;
  ::getsockname(number(), reinterpret_cast<sockaddr*>(&address), &size);
  port_ = ntohs(address.sin_port);
}

Socket connected(std::uint16_t port) {
  Socket socket(checked(::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0), "socket"));
  sockaddr_in address = loopback(port);
  checked(::connect(socket.number(), reinterpret_cast<sockaddr*>(&address), sizeof address),
          "connect");
  return socket;
}

void make_nonblocking(int number) {
  ::fcntl(number, F_SETFL, ::fcntl(number, F_GETFL) | O_NONBLOCK);
}

void no_delay(int number) {
  const int on = 1;
  ::setsockopt(number, IPPROTO_TCP, TCP_NODELAY, &on, sizeof on);
}

}  // namespace bench

// SPDX-License-Identifier: MIT
#pragma once

#include <netinet/in.h>

#include <cstdint>
#include <utility>

namespace bench {

/// `result`, or std::system_error of errno when it is negative.
int checked(int result, const char* what);

/// Owns a descriptor.
class Socket {
 public:
  Socket() = default;
  explicit Socket(int number) noexcept : number_(number) {}
  Socket(Socket&& other) noexcept : number_(std::exchange(other.number_, -1)) {}
  Socket& operator=(Socket&& other) noexcept {
    std::swap(number_, other.number_);
    return *this;
  }
  ~Socket();
  int number() const noexcept { return number_; }

 private:
  int number_ = -1;
};

sockaddr_in loopback(std::uint16_t port);

/// Listens on a free port of 127.0.0.1, or is bound to it.
class Listener {
 public:
  enum class Kind { tcp, udp };
  explicit Listener(Kind kind = Kind::tcp);
  int number() const noexcept { return socket_.number(); }
  std::uint16_t port() const noexcept { return port_; }

 private:
  Socket socket_;
  std::uint16_t port_ = 0;
};

Socket connected(std::uint16_t port);  ///< blocking; throws std::system_error
void make_nonblocking(int number);
void no_delay(int number);

}  // namespace bench

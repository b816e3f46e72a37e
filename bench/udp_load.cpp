// SPDX-License-Identifier: MIT
#include "bench/udp_load.hpp"

#include <poll.h>
#include <sys/socket.h>

#include <array>
#include <cerrno>
#include <stdexcept>

#include "bench/sockets.hpp"

namespace bench {
namespace {

using Clock = std::chrono::steady_clock;

constexpr int in_flight = 64;
constexpr std::chrono::seconds patience{20};

class Client {
 public:
  explicit Client(std::uint16_t port)
      : socket_(
            checked(::socket(AF_INET, SOCK_DGRAM | SOCK_CLOEXEC | SOCK_NONBLOCK, 0), "socket")) {
    sockaddr_in address = loopback(port);
    checked(::connect(socket_.number(), reinterpret_cast<sockaddr*>(&address), sizeof address),
            "connect");
  }

  /// How many were answered until that time, or when there are that many.
  std::size_t run(Clock::time_point end, std::size_t most) {
    const std::size_t before = answered_;
    while (answered_ - before < most && Clock::now() < end) turn();
    return answered_ - before;
  }

 private:
  // A datagram that does not come back within so long is lost, and others go in its place.
  void turn() {
    pollfd polled{socket_.number(), POLLIN, 0};
    if (::poll(&polled, 1, 20) == 0) on_their_way_ = 0;
    while (take_one()) {
    }
    for (; on_their_way_ < in_flight; ++on_their_way_)
      ::send(socket_.number(), buffer_.data(), 64, MSG_NOSIGNAL);
  }

  bool take_one() {
    if (::recv(socket_.number(), buffer_.data(), buffer_.size(), 0) < 0)
      return errno == ECONNREFUSED;
    ++answered_;
    if (on_their_way_ > 0) --on_their_way_;
    return true;
  }

  const Socket socket_;
  std::array<char, 2048> buffer_{};
  int on_their_way_ = in_flight;  // so that the first turn waits for nothing for long
  std::size_t answered_ = 0;
};

std::vector<double> measured(const UdpLoad& load, const Process& server) {
  Client client(load.port);
  if (client.run(Clock::now() + patience, in_flight) < in_flight)
    throw std::runtime_error("the server does not answer");
  const double cpu = server.cpu_seconds();
  const auto begin = Clock::now();
  const auto count = double(client.run(begin + load.time, SIZE_MAX));
  const double seconds = std::chrono::duration<double>(Clock::now() - begin).count();
  return {count / seconds, (server.cpu_seconds() - cpu) / count * 1e6};
}

}  // namespace

std::vector<double> apply(const UdpLoad& load, const Process& server) {
  return in_a_child([&] { return measured(load, server); });
}

}  // namespace bench

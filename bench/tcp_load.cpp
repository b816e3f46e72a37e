// SPDX-License-Identifier: MIT
#include "bench/tcp_load.hpp"

#include <sys/epoll.h>
#include <sys/socket.h>

#include <array>
#include <cerrno>
#include <stdexcept>
#include <string>

#include "bench/sockets.hpp"

namespace bench {
namespace {

using Clock = std::chrono::steady_clock;

constexpr std::chrono::seconds patience{20};

struct Client {
  Socket socket;
  std::size_t to_send = 0;
  std::size_t to_receive = 0;
  bool waits_to_send = false;
};

class Crowd {
 public:
  explicit Crowd(const TcpLoad& load)
      : load_(load),
        message_(load.message, 'x'),
        buffer_(64 * 1024, '\0'),
        epoll_(checked(::epoll_create1(EPOLL_CLOEXEC), "epoll_create1")),
        clients_(std::size_t(load.connections)) {
    for (Client& client : clients_) open(client);
  }

  /// Until that time, or that many messages more; gives how many were answered.
  std::size_t run(Clock::time_point end, std::size_t most) {
    const std::size_t before = answered_;
    while (answered_ - before < most && Clock::now() < end) turn();
    return answered_ - before;
  }

  void ask_all() {
    for (Client& client : clients_) ask(client);
  }

 private:
  void open(Client& client) {
    client.socket = connected(load_.port);
    no_delay(client.socket.number());
    make_nonblocking(client.socket.number());
    if (load_.reconnects) {
      // Else 30,000 ports wait for a minute each.
      const linger at_once{1, 0};
      ::setsockopt(client.socket.number(), SOL_SOCKET, SO_LINGER, &at_once, sizeof at_once);
    }
    watch(client, EPOLL_CTL_ADD, EPOLLIN);
  }

  void watch(Client& client, int operation, std::uint32_t events) const {
    epoll_event event{.events = events, .data = {.ptr = &client}};
    checked(::epoll_ctl(epoll_.number(), operation, client.socket.number(), &event), "epoll_ctl");
  }

  void turn() {
    const int count = ::epoll_wait(epoll_.number(), batch_.data(), int(batch_.size()), 100);
    for (int i = 0; i < count; ++i) {
      Client& client = *static_cast<Client*>(batch_[std::size_t(i)].data.ptr);
      if (batch_[std::size_t(i)].events & EPOLLOUT) send(client);
      if (batch_[std::size_t(i)].events & ~std::uint32_t{EPOLLOUT}) receive(client);
    }
  }

  void ask(Client& client) {
    client.to_send = client.to_receive = message_.size();
    send(client);
  }

  void send(Client& client) {
    const ssize_t size =
        ::send(client.socket.number(), message_.data(), client.to_send, MSG_NOSIGNAL);
    if (size > 0) client.to_send -= std::size_t(size);
    const bool waits = client.to_send > 0;
    if (std::exchange(client.waits_to_send, waits) != waits)
      watch(client, EPOLL_CTL_MOD, EPOLLIN | (waits ? std::uint32_t{EPOLLOUT} : 0U));
  }

  void receive(Client& client) {
    const ssize_t size = ::recv(client.socket.number(), buffer_.data(), buffer_.size(), 0);
    if (size < 0 && errno == EAGAIN) return;
    if (size <= 0 || std::size_t(size) > client.to_receive)
      throw std::runtime_error("the server closed, or sent too much");
    client.to_receive -= std::size_t(size);
    if (client.to_receive > 0) return;
    ++answered_;
    if (load_.reconnects) open(client);
    ask(client);
  }

  const TcpLoad load_;
  const std::string message_;
  std::string buffer_;
  const Socket epoll_;
  std::vector<Client> clients_;
  std::array<epoll_event, 256> batch_{};
  std::size_t answered_ = 0;
};

// Everybody has been answered once, or more often, before the time counts.
std::vector<double> measured(const TcpLoad& load, const Process& server) {
  Crowd crowd(load);
  crowd.ask_all();
  const auto warm = std::size_t(load.connections) * 2;
  if (crowd.run(Clock::now() + patience, warm) < warm)
    throw std::runtime_error("the server does not answer");
  const double cpu = server.cpu_seconds();
  const auto begin = Clock::now();
  const auto count = double(crowd.run(begin + load.time, SIZE_MAX));
  const double seconds = std::chrono::duration<double>(Clock::now() - begin).count();
  return {count / seconds, (server.cpu_seconds() - cpu) / count * 1e6};
}

}  // namespace

std::vector<double> apply(const TcpLoad& load, const Process& server) {
  return in_a_child([&] { return measured(load, server); });
}

}  // namespace bench

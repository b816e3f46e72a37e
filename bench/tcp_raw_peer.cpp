// SPDX-License-Identifier: MIT
#include <sys/epoll.h>
#include <sys/socket.h>

#include <array>
#include <cerrno>
#include <memory>
#include <string>
#include <unordered_map>

#include "bench/sockets.hpp"
#include "bench/tcp_peers.hpp"

namespace bench {
namespace {

struct Peer {
  Socket socket;
  std::string waiting;  // what the kernel did not take; nothing is read meanwhile
};

/// The least that an echo server can do: one receive and one send a message.
class RawServer {
 public:
  explicit RawServer(int listener)
      : listener_(listener), epoll_(checked(::epoll_create1(EPOLL_CLOEXEC), "epoll_create1")) {
    watch(EPOLL_CTL_ADD, listener, EPOLLIN, nullptr);
  }

  [[noreturn]] void run() {
    for (;;) {
      const int count = ::epoll_wait(epoll_.number(), batch_.data(), int(batch_.size()), -1);
      for (int i = 0; i < count; ++i) {
        auto* const peer = static_cast<Peer*>(batch_[std::size_t(i)].data.ptr);
        if (peer == nullptr)
          accept_all();
        else if (!serve(*peer))
          peers_.erase(peer);
      }
    }
  }

 private:
  void watch(int operation, int number, std::uint32_t events, Peer* peer) {
    epoll_event event{.events = events, .data = {.ptr = peer}};
    checked(::epoll_ctl(epoll_.number(), operation, number, &event), "epoll_ctl");
  }

  void accept_all() {
    for (;;) {
      Socket socket(::accept4(listener_, nullptr, nullptr, SOCK_NONBLOCK | SOCK_CLOEXEC));
      if (socket.number() < 0) return;
      auto peer = std::make_unique<Peer>();
      peer->socket = std::move(socket);
      watch(EPOLL_CTL_ADD, peer->socket.number(), EPOLLIN, peer.get());
      Peer* const key = peer.get();
      peers_.emplace(key, std::move(peer));
    }
  }

  bool serve(Peer& peer) {
    if (!peer.waiting.empty()) return send_waiting(peer);
    const ssize_t size = ::recv(peer.socket.number(), buffer_.data(), buffer_.size(), 0);
    if (size < 0 && errno == EAGAIN) return true;
    if (size <= 0) return false;
    const ssize_t sent =
        ::send(peer.socket.number(), buffer_.data(), std::size_t(size), MSG_NOSIGNAL);
    if (sent == size) return true;
    if (sent < 0 && errno != EAGAIN) return false;
    const std::size_t taken = sent < 0 ? 0 : std::size_t(sent);
    peer.waiting.assign(buffer_.data() + taken, std::size_t(size) - taken);
    watch(EPOLL_CTL_MOD, peer.socket.number(), EPOLLOUT, &peer);
    return true;
  }

  bool send_waiting(Peer& peer) {
    const ssize_t sent =
        ::send(peer.socket.number(), peer.waiting.data(), peer.waiting.size(), MSG_NOSIGNAL);
    if (sent < 0) return errno == EAGAIN;
    peer.waiting.erase(0, std::size_t(sent));
    if (peer.waiting.empty()) watch(EPOLL_CTL_MOD, peer.socket.number(), EPOLLIN, &peer);
    return true;
  }

  const int listener_;
  const Socket epoll_;
  std::array<epoll_event, 64> batch_{};
  std::array<char, 64 * 1024> buffer_{};
  std::unordered_map<Peer*, std::unique_ptr<Peer>> peers_;
};

}  // namespace

void echo_raw_epoll(int listener) {
  RawServer(listener).run();
}

}  // namespace bench

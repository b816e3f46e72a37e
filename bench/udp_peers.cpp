// SPDX-License-Identifier: MIT
#include "bench/udp_peers.hpp"

#include <sys/epoll.h>
#include <sys/socket.h>
#include <unistd.h>

#include <array>
#include <boost/asio/awaitable.hpp>
#include <boost/asio/buffer.hpp>
#include <boost/asio/co_spawn.hpp>
#include <boost/asio/detached.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/ip/udp.hpp>
#include <boost/asio/use_awaitable.hpp>
#include <cstdlib>

#include "bench/sockets.hpp"

namespace bench {
namespace {

namespace asio = boost::asio;
using asio::ip::udp;
using Buffer = std::array<char, 64 * 1024>;

// False when there is none.
bool echo_one(int socket, Buffer& buffer) {
  sockaddr_storage from{};
  socklen_t length = sizeof from;
  auto* const address = reinterpret_cast<sockaddr*>(&from);
  const ssize_t size = ::recvfrom(socket, buffer.data(), buffer.size(), 0, address, &length);
  if (size < 0) return false;
  ::sendto(socket, buffer.data(), std::size_t(size), MSG_NOSIGNAL, address, length);
  return true;
}

asio::awaitable<void> echo(udp::socket socket) {
  Buffer buffer;
  for (;;) {
    udp::endpoint from;
    const std::size_t size =
        co_await socket.async_receive_from(asio::buffer(buffer), from, asio::use_awaitable);
    co_await socket.async_send_to(asio::buffer(buffer, size), from, asio::use_awaitable);
  }
}

void drain(udp::socket& socket, Buffer& buffer) {
  socket.async_wait(udp::socket::wait_read, [&](boost::system::error_code) {
    for (int i = 0; i < 64 && echo_one(socket.native_handle(), buffer); ++i) {
    }
    drain(socket, buffer);
  });
}

}  // namespace

void echo_udp_raw_epoll(int socket) {
  const Socket epoll(checked(::epoll_create1(EPOLL_CLOEXEC), "epoll_create1"));
  epoll_event event{.events = EPOLLIN, .data = {}};
  checked(::epoll_ctl(epoll.number(), EPOLL_CTL_ADD, socket, &event), "epoll_ctl");
  for (Buffer buffer;;) {
    ::epoll_wait(epoll.number(), &event, 1, -1);
    for (int i = 0; i < 64 && echo_one(socket, buffer); ++i) {
    }
  }
}

void echo_udp_asio_coroutine(int socket) {
  asio::io_context loop(1);
  asio::co_spawn(loop, echo(udp::socket(loop, udp::v4(), ::dup(socket))), asio::detached);
  loop.run();
  std::abort();
}

void echo_udp_asio_draining(int socket) {
  asio::io_context loop(1);
  udp::socket own(loop, udp::v4(), ::dup(socket));
  own.non_blocking(true);
  Buffer buffer;
  drain(own, buffer);
  loop.run();
  std::abort();
}

}  // namespace bench

// SPDX-License-Identifier: MIT
#include <unistd.h>

#include <array>
#include <boost/asio/awaitable.hpp>
#include <boost/asio/buffer.hpp>
#include <boost/asio/co_spawn.hpp>
#include <boost/asio/detached.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/use_awaitable.hpp>
#include <boost/asio/write.hpp>
#include <cstdlib>
#include <memory>

#include "bench/tcp_peers.hpp"

namespace bench {
namespace {

namespace asio = boost::asio;
using asio::ip::tcp;

constexpr std::size_t buffer_size = 64 * 1024;

/// As Asio's own examples have it, on one thread.
class Session : public std::enable_shared_from_this<Session> {
 public:
  explicit Session(tcp::socket socket) : socket_(std::move(socket)) {}

  void read() {
    socket_.async_read_some(asio::buffer(buffer_),
                            [self = shared_from_this()](auto error, std::size_t size) {
                              if (!error) self->write(size);
                            });
  }

 private:
  void write(std::size_t size) {
    asio::async_write(socket_, asio::buffer(buffer_, size),
                      [self = shared_from_this()](auto error, std::size_t) {
                        if (!error) self->read();
                      });
  }

  tcp::socket socket_;
  std::array<char, buffer_size> buffer_;
};

void accept_next(tcp::acceptor& acceptor) {
  acceptor.async_accept([&acceptor](auto error, tcp::socket socket) {
    if (!error) std::make_shared<Session>(std::move(socket))->read();
    accept_next(acceptor);
  });
}

asio::awaitable<void> session(tcp::socket socket) try {
  std::array<char, buffer_size> buffer;
  for (;;) {
    const std::size_t size =
        co_await socket.async_read_some(asio::buffer(buffer), asio::use_awaitable);
    co_await asio::async_write(socket, asio::buffer(buffer, size), asio::use_awaitable);
  }
} catch (const boost::system::system_error&) {
  // the end of the connection
}

asio::awaitable<void> accept_all(tcp::acceptor acceptor) {
  for (;;) {
    tcp::socket socket = co_await acceptor.async_accept(asio::use_awaitable);
    asio::co_spawn(acceptor.get_executor(), session(std::move(socket)), asio::detached);
  }
}

}  // namespace

void echo_asio_callbacks(int listener) {
  asio::io_context loop(1);
  tcp::acceptor acceptor(loop, tcp::v4(), ::dup(listener));
  accept_next(acceptor);
  loop.run();
  std::abort();
}

void echo_asio_coroutines(int listener) {
  asio::io_context loop(1);
  asio::co_spawn(loop, accept_all(tcp::acceptor(loop, tcp::v4(), ::dup(listener))), asio::detached);
  loop.run();
  std::abort();
}

}  // namespace bench

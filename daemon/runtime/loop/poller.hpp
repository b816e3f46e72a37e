// SPDX-License-Identifier: MIT
#pragma once

#include <sys/epoll.h>

#include <array>
#include <boost/asio/io_context.hpp>
#include <boost/asio/posix/stream_descriptor.hpp>
#include <cstddef>
#include <cstdint>
#include <memory>
#include <span>

#include "daemon/runtime/loop/descriptor.hpp"

namespace aio::runtime {

/// Somebody who waits for events of a descriptor. Lives in its owner, which unwatches before it
/// goes away.
class Watch {
 public:
  virtual void ready(std::uint32_t events) noexcept = 0;  ///< EPOLLIN, EPOLLOUT, EPOLLERR, EPOLLHUP

 protected:
  ~Watch() = default;
};

/// Readiness of many sockets for one io_context: an epoll set of its own, level-triggered, which
/// the io_context sees as one descriptor. Asio's own waits would cost a system call more for each
/// message (a receive that finds nothing, or an epoll_ctl), this costs three for each batch.
/// Owned by Servers; belongs to the loop's thread. Everything but unwatch() throws
/// std::system_error.
class Poller {
 public:
  explicit Poller(boost::asio::io_context& context);
  ~Poller();

  void watch(int fd, std::uint32_t events, Watch& watch);
  void change(int fd, std::uint32_t events, Watch& watch);
  void unwatch(int fd, Watch& watch) noexcept;  ///< also what it would hear from this batch

  /// Where whoever is ready may read to; holds until ready() returns.
  std::span<char> buffer() noexcept { return {buffer_.get(), buffer_size}; }

 private:
  static constexpr std::size_t buffer_size = 64 * 1024;

  void wait();
  void dispatch();

  Descriptor epoll_;
  boost::asio::posix::stream_descriptor readable_;
  std::array<epoll_event, 64> batch_{};
  std::span<epoll_event> pending_;  // of the batch, what is still to be heard
  std::unique_ptr<char[]> buffer_;  // untouched, and so without pages, until something comes
};

}  // namespace aio::runtime

// SPDX-License-Identifier: MIT
#include "daemon/runtime/loop/poller.hpp"

#include <algorithm>
#include <cerrno>
#include <system_error>
#include <utility>

namespace aio::runtime {
namespace {

int checked(int result, const char* what) {
  if (result < 0) throw std::system_error(errno, std::generic_category(), what);
  return result;
}

void control(int epoll, int operation, int fd, std::uint32_t events, Watch& watch) {
  epoll_event event{.events = events, .data = {.ptr = &watch}};
  checked(epoll_ctl(epoll, operation, fd, &event), "epoll_ctl");
}

}  // namespace

Poller::Poller(boost::asio::io_context& context)
    : epoll_(checked(epoll_create1(EPOLL_CLOEXEC), "epoll_create1")),
      readable_(context, epoll_.number()),
      buffer_(std::make_unique_for_overwrite<char[]>(buffer_size)) {
  wait();
}

Poller::~Poller() {
  readable_.release();  // epoll_ closes it
}

void Poller::watch(int fd, std::uint32_t events, Watch& watch) {
  control(epoll_.number(), EPOLL_CTL_ADD, fd, events, watch);
}

void Poller::change(int fd, std::uint32_t events, Watch& watch) {
  control(epoll_.number(), EPOLL_CTL_MOD, fd, events, watch);
}

void Poller::unwatch(int fd, Watch& watch) noexcept {
  epoll_ctl(epoll_.number(), EPOLL_CTL_DEL, fd, nullptr);
  for (epoll_event& event : pending_)
    if (event.data.ptr == &watch) event.data.ptr = nullptr;
}

void Poller::wait() {
  readable_.async_wait(boost::asio::posix::stream_descriptor::wait_read,
                       [this](boost::system::error_code cancelled) {
                         if (cancelled) return;  // this may be gone
                         dispatch();
                         wait();
                       });
}

// One batch: what is still ready is heard in the next turn, after timers and others had theirs.
void Poller::dispatch() {
  const int count = epoll_wait(epoll_.number(), batch_.data(), static_cast<int>(batch_.size()), 0);
  pending_ = std::span(batch_).first(static_cast<std::size_t>(std::max(count, 0)));
  while (!pending_.empty()) {
    const epoll_event event = pending_.front();
    pending_ = pending_.subspan(1);
    if (event.data.ptr != nullptr) static_cast<Watch*>(event.data.ptr)->ready(event.events);
  }
}

}  // namespace aio::runtime

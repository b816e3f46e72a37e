// SPDX-License-Identifier: MIT
#include "tests/scenarios/captured.hpp"

#include <poll.h>
#include <sys/eventfd.h>
#include <unistd.h>

namespace aio::scenarios {

Captured::Captured(int fd)
    : fd_(fd), stop_(eventfd(0, EFD_CLOEXEC)), thread_([this] { gather(); }) {}

Captured::~Captured() {
  eventfd_write(stop_, 1);
  thread_.join();
  close(stop_);
  close(fd_);
}

void Captured::gather() {
  while (read_some()) changed_.notify_all();
  const std::lock_guard lock(mutex_);
  ended_ = true;
  changed_.notify_all();
}

bool Captured::read_some() {
  pollfd polled[] = {{fd_, POLLIN, 0}, {stop_, POLLIN, 0}};
  if (poll(polled, 2, -1) < 0) return false;
  if (!polled[0].revents) return false;  // asked to stop, and nothing is left to read
  char piece[4096];
  const ssize_t size = read(fd_, piece, sizeof piece);
  if (size <= 0) return false;
  const std::lock_guard lock(mutex_);
  text_.append(piece, static_cast<std::size_t>(size));
  return true;
}

std::string Captured::text() const {
  const std::lock_guard lock(mutex_);
  return text_;
}

bool Captured::holds(std::string_view words, std::size_t from) const {
  std::unique_lock lock(mutex_);
  const auto there = [&] { return text_.find(words, from) != std::string::npos; };
  changed_.wait_for(lock, patience, [&] { return there() || ended_; });
  return there();
}

std::string Captured::all() const {
  std::unique_lock lock(mutex_);
  changed_.wait_for(lock, patience, [&] { return ended_; });
  return text_;
}

}  // namespace aio::scenarios

// SPDX-License-Identifier: MIT
// The client's side of a conversation with a server of the app.
#include <sys/socket.h>
#include <unistd.h>
#include <array>
#include <cerrno>
#include <system_error>

#include "daemon/testing/running.hpp"

namespace aio::testing {
namespace {

using namespace std::chrono_literals;

constexpr std::chrono::nanoseconds patience = 1min;

bool would_block() {
  return errno == EAGAIN || errno == EWOULDBLOCK;
}

bool is_stream(int fd) {
  int kind = SOCK_STREAM;
  socklen_t size = sizeof kind;
  getsockopt(fd, SOL_SOCKET, SO_TYPE, &kind, &size);
  return kind == SOCK_STREAM;
}

}  // namespace

Peer::~Peer() {
  if (fd_ >= 0) close(fd_);
}

void Peer::write(std::string_view data) {
  bool sent_once = false;  // a datagram may have no byte
  while (!sent_once || !data.empty()) {
    ssize_t sent = -1;
    const bool taken = app_->run_until(
        [&] {
          sent = send(fd_, data.data(), data.size(), MSG_NOSIGNAL | MSG_DONTWAIT);
          return sent >= 0 || !would_block();
        },
        patience);
    if (!taken) throw Missed("the server does not read what it is sent");
    if (sent < 0) throw std::system_error(errno, std::generic_category(), "send");
    data.remove_prefix(static_cast<std::size_t>(sent));
    sent_once = true;
  }
}

// False when there is nothing now. After the end, which a reset is too, nothing more will come.
bool Peer::receive() {
  std::array<char, 65536> buffer;
  const ssize_t size = recv(fd_, buffer.data(), buffer.size(), MSG_DONTWAIT);
  if (size < 0 && would_block()) return false;
  if (size > 0)
    received_.append(buffer.data(), static_cast<std::size_t>(size));
  else
    ended_ = size < 0 || is_stream(fd_);
  return true;
}

// The app runs only while there is nothing to receive: its time would pass for nothing.
void Peer::receive_until(const std::function<bool()>& enough) {
  app_->run_until(
      [&] {
        while (!ended_ && !enough())
          if (!receive()) return false;
        return true;
      },
      patience);
}

std::string Peer::read() {
  receive_until([&] { return !received_.empty(); });
  if (received_.empty() && !ended_) throw Missed("the server does not answer");
  return std::exchange(received_, {});
}

std::string Peer::read_exactly(std::size_t n) {
  const auto enough = [&] { return received_.size() >= n; };
  receive_until(enough);
  if (!enough())
    throw Missed("the server has answered " + std::to_string(received_.size()) + " bytes of " +
                 std::to_string(n) + ": \"" + received_ + "\"");
  std::string bytes = received_.substr(0, n);
  received_.erase(0, n);
  return bytes;
}

std::string Peer::read_line() {
  const auto line_end = [&] { return received_.find('\n'); };
  const auto there = [&] { return line_end() != std::string::npos; };
  receive_until(there);
  if (!there()) throw Missed("the server has answered no whole line: \"" + received_ + "\"");
  std::string line = received_.substr(0, line_end());
  received_.erase(0, line.size() + 1);
  return line;
}

std::string Peer::read_all() {
  receive_until([] { return false; });
  if (!ended_)
    throw Missed("the server does not close the connection; so far it has answered \"" + received_ +
                 "\"");
  return std::exchange(received_, {});
}

void Peer::finish() {
  shutdown(fd_, SHUT_WR);
}

}  // namespace aio::testing

// SPDX-License-Identifier: MIT
#include <sys/socket.h>

#include <algorithm>
#include <cerrno>
#include <chrono>
#include <utility>

#include "daemon/runtime/servers/datagram_server.hpp"
#include "daemon/runtime/servers/system_failure.hpp"

// What a datagram server sends, and keeps while it cannot.
namespace aio::runtime {
namespace {

constexpr std::size_t marks_in_the_queue = 4;  // its bound, in high-water marks
constexpr std::chrono::seconds patience_with_a_full_peer{1};

}  // namespace

bool DatagramServer::passes_by_itself(int error) noexcept {
  return error == EAGAIN || error == EINTR || error == ENOBUFS;
}

void DatagramServer::send_to(std::string_view data, const SocketAddress& to) {
  if (state_ != State::open && state_ != State::closing) return;
  if (queue_.empty()) {
    const int error = send_now(data, to);
    if (!passes_by_itself(error)) return settle(error);
  }
  if (queue_.cost() >= marks_in_the_queue * high_) {
    ++dropped_;
    return tell_counts();
  }
  queue_.add(data, to, loop_.now());
  check_limits();
  watch_anew();
}

void DatagramServer::write_limits(std::size_t low, std::size_t high) {
  low_ = std::min(low, high);
  high_ = high;
  check_limits();
}

// 0, or the error.
int DatagramServer::send_now(std::string_view data, const SocketAddress& to) noexcept {
  const ssize_t count = sendto(what_.listening.number(), data.data(), data.size(), MSG_NOSIGNAL,
                               to.data(), to.size());
  return count < 0 ? errno : 0;
}

// How it went with one datagram: what is lost is counted and told, and the server goes on.
void DatagramServer::settle(int error) noexcept {
  if (error == 0) {
    ++sent_;
    return tell_counts();
  }
  guarded([&] { what_.datagram_protocol->error_received(system_code(error)); });
}

void DatagramServer::flush() {
  const TimePoint now = loop_.now();
  bool full = false;  // a udp socket is so for everybody, a unix one for one peer
  queue_.drop_if([&](const DatagramQueue::Waiting& waiting) {
    if (full || !what_.listening) return false;
    const int error = send_now(waiting.data, waiting.to);
    if (passes_by_itself(error)) {
      full = what_.listening.bound().type == ServerType::udp;
      const bool given_up = now - waiting.since >= patience_with_a_full_peer && !full;
      dropped_ += given_up ? 1 : 0;
      return given_up;
    }
    settle(error);
    return true;
  });
  if (state_ >= State::lost) return;
  check_limits();
  guarded([this] { watch_anew(); });
  end_when_done();
}

void DatagramServer::check_limits() noexcept {
  if (!writing_paused_ && queue_.cost() > high_) {
    writing_paused_ = true;
    guarded([this] { what_.datagram_protocol->pause_writing(); });
  } else if (writing_paused_ && queue_.cost() <= low_) {
    writing_paused_ = false;
    guarded([this] { what_.datagram_protocol->resume_writing(); });
  }
}

}  // namespace aio::runtime

// SPDX-License-Identifier: MIT
#include "daemon/status_socket.hpp"

#include <fcntl.h>
#include <sys/socket.h>

#include <algorithm>
#include <cerrno>
#include <nlohmann/json.hpp>
#include <utility>

#include "daemon/runtime/loop/descriptor.hpp"

namespace aio {
namespace {

constexpr int answered_in_a_turn = 16;
constexpr std::chrono::milliseconds rest_without_descriptors{100};
constexpr std::chrono::milliseconds good_for{100};
constexpr std::size_t most_problems = 20;
constexpr std::size_t longest_problem = 1024;

std::int64_t microseconds(std::chrono::system_clock::time_point time) {
  return std::chrono::duration_cast<std::chrono::microseconds>(time.time_since_epoch()).count();
}

}  // namespace

// It fits into what the kernel buffers of a connection, so that one send() is enough.
std::string status_document(const runner::Snapshot& outline, const std::string& summary) {
  nlohmann::json problems = nlohmann::json::array();
  for (std::size_t i = 0; i < std::min(outline.problems.size(), most_problems); ++i)
    problems.push_back(outline.problems[i].substr(0, longest_problem));
  const nlohmann::json document{{"state", word(outline.state)},
                                {"status", summary},
                                {"generation", outline.generation},
                                {"config_file", outline.config_file},
                                {"since_usec", microseconds(outline.since)},
                                {"problems", std::move(problems)},
                                {"log_lines_dropped", outline.log_lines_dropped}};
  return document.dump(-1, ' ', false, nlohmann::json::error_handler_t::replace) + "\n";
}

StatusSocket::StatusSocket(runtime::EventLoop& loop, const runner::Runner& runner)
    : loop_(loop),
      runner_(runner),
      poller_(loop.context()),
      watch_again_(loop, *this, &StatusSocket::watch_again) {}

StatusSocket::~StatusSocket() {
  if (watching_) poller_.unwatch(socket_, *this);
}

void StatusSocket::serve(int socket) {
  socket_ = socket;
  fcntl(socket, F_SETFL, O_NONBLOCK);
  poller_.watch(socket, EPOLLIN, *this);
  watching_ = true;
}

void StatusSocket::ready(std::uint32_t) noexcept {
  for (int i = 0; i < answered_in_a_turn && answer_one(); ++i) {
  }
}

bool StatusSocket::answer_one() {
  const runtime::Descriptor client(accept4(socket_, nullptr, nullptr, SOCK_CLOEXEC));
  if (!client) {
    const bool none = errno == EAGAIN;
    if (!none && errno != EINTR && errno != ECONNABORTED) rest();
    return false;
  }
  const std::string& text = document();
  send(client.number(), text.data(), text.size(), MSG_NOSIGNAL | MSG_DONTWAIT);
  return true;
}

// Without descriptors the connection stays in the queue, and to look again at once would spin.
void StatusSocket::rest() {
  if (std::exchange(watching_, false)) poller_.unwatch(socket_, *this);
  watch_again_.start(rest_without_descriptors);
}

void StatusSocket::watch_again() {
  try {
    poller_.watch(socket_, EPOLLIN, *this);
    watching_ = true;
  } catch (const std::system_error&) {
    watch_again_.start(rest_without_descriptors);
  }
}

const std::string& StatusSocket::document() {
  if (document_.empty() || loop_.now() - made_ > good_for) {
    document_ = status_document(runner_.outline(), runner_.summary());
    made_ = loop_.now();
  }
  return document_;
}

}  // namespace aio

// SPDX-License-Identifier: MIT
#pragma once

#include <aio/loop.hpp>

#include <string>

#include "daemon/runner/runner.hpp"
#include "daemon/runtime/loop/event_loop.hpp"
#include "daemon/runtime/loop/member_timer.hpp"
#include "daemon/runtime/loop/poller.hpp"

namespace aio {

/// How things stand, for probes that have no D-Bus: each connection to a socket that systemd holds
/// (aio.socket) gets one JSON document and is closed. It reads nothing and keeps no connection, so
/// whoever connects can hold up nobody. Owned by Daemon; loop, runner and the socket outlive it.
class StatusSocket final : private runtime::Watch {
 public:
  StatusSocket(runtime::EventLoop& loop, const runner::Runner& runner);
  ~StatusSocket();

  void serve(int socket);  ///< a listening one; throws std::system_error

 private:
  void ready(std::uint32_t events) noexcept override;
  bool answer_one();
  void rest();
  void watch_again();
  const std::string& document();

  runtime::EventLoop& loop_;
  const runner::Runner& runner_;
  runtime::Poller poller_;
  runtime::MemberTimer<StatusSocket> watch_again_;
  int socket_ = -1;
  bool watching_ = false;
  std::string document_;  // made at most ten times a second, however many ask
  TimePoint made_{};
};

/// The document: of the runner's outline and its summary, with its first problems. Pure.
std::string status_document(const runner::Snapshot& outline, const std::string& summary);

}  // namespace aio

// SPDX-License-Identifier: MIT
#pragma once

#include <aio/address.hpp>

#include <optional>
#include <string>
#include <string_view>

#include "daemon/runtime/loop/descriptor.hpp"
#include "daemon/runtime/loop/event_loop.hpp"

namespace aio::runtime {

/// A socket that sends datagrams to a server in the same thread and hears its answers.
class DatagramClient {
 public:
  /// `own` is where a unix one is answered; empty: at a name that the kernel picks.
  DatagramClient(EventLoop& loop, const Endpoint& server, const std::string& own = {});

  bool send(std::string_view data);  ///< false when the kernel does not take it
  std::optional<std::string> receive_now();
  std::string receive();  ///< the next one; "(none)" when none comes
  SocketAddress address() const;
  int number() const noexcept { return socket_.number(); }
  void close() { socket_.close(); }

 private:
  EventLoop& loop_;
  Descriptor socket_;
};

}  // namespace aio::runtime

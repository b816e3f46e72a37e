// SPDX-License-Identifier: MIT
#pragma once

#include <aio/protocol.hpp>
#include <aio/stream.hpp>
#include <aio/task.hpp>

#include <string_view>

namespace demo {

/// Sends back what it receives, by callbacks: the bytes of a connection, or each datagram to whom
/// it came from.
class Echo final : public aio::Protocol {
 public:
  void connection_made(aio::Transport& transport) override { transport_ = &transport; }
  void data_received(std::string_view data) override { transport_->write(data); }
  void datagram_received(std::string_view data, const aio::SocketAddress& from) override {
    transport_->send_to(data, from);
  }

 private:
  aio::Transport* transport_ = nullptr;
};

/// The same as a coroutine: one run of it a connection.
aio::task<> echo(aio::Stream stream);

}  // namespace demo

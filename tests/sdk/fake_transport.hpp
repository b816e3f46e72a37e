// SPDX-License-Identifier: MIT
#pragma once

#include "tests/sdk/manual_loop.hpp"

#include <aio/protocol.hpp>

#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <system_error>

namespace aio::tests {

/// A connection without a socket: the test plays the peer and the server, and looks at what the
/// protocol did.
class FakeTransport final : public Transport {
 public:
  FakeTransport(const ProtocolFactory& factory, Loop& loop) : loop_(loop), protocol_(factory()) {
    protocol_->connection_made(*this);
  }

  // what the peer and the server do
  void receive(std::string_view data) {
    while (!data.empty()) {
      const std::span<char> buffer = protocol_->receive_buffer();
      if (buffer.empty()) return protocol_->data_received(data);
      const std::size_t size = data.copy(buffer.data(), buffer.size());
      received_straight += size;
      protocol_->data_received({buffer.data(), size});
      data.remove_prefix(size);
    }
  }
  void end() { protocol_->eof_received(); }
  void lose(std::error_code why = {}) {
    protocol_->connection_lost(why);
    stop();
  }
  void stop() {
    if (running_) running_->request_stop();
  }
  void full() { protocol_->pause_writing(); }
  void room() { protocol_->resume_writing(); }

  // what the protocol did
  std::string sent;
  bool closed = false;
  bool reading = true;
  std::size_t received_straight = 0;  // into a buffer of the protocol's
  bool ended() const { return running_->over(); }
  void result() { running_->result(); }
  void drop_coroutine() { running_->destroy(); }

  void write(std::string_view data) override { sent.append(data); }
  void send_to(std::string_view data, const SocketAddress&) override { sent.append(data); }
  void close() override { closed = true; }
  void abort() override { closed = true; }
  bool closing() const noexcept override { return closed; }
  void pause_reading() override { reading = false; }
  void resume_reading() override { reading = true; }
  void write_limits(std::size_t, std::size_t) override {}
  std::size_t buffered() const noexcept override { return 0; }
  std::string peer() const override { return "127.0.0.1:40312"; }
  void spawn(task<> work) override {
    running_ = std::make_unique<Started<>>(std::move(work), &loop_);
  }

 private:
  Loop& loop_;
  std::unique_ptr<Protocol> protocol_;
  std::unique_ptr<Started<>> running_;  // ends before the protocol that it reads from
};

}  // namespace aio::tests

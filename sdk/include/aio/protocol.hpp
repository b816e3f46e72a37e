// SPDX-License-Identifier: MIT
#pragma once

#include <aio/address.hpp>
#include <aio/task.hpp>

#include <concepts>
#include <cstddef>
#include <functional>
#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <system_error>

namespace aio {

/// A Protocol's way to its peers: one connection of a tcp or unix server, or the one socket of a
/// udp or unixgram server. Made and owned by the server; valid from connection_made until
/// connection_lost has returned. Belongs to the thread of the loop that calls the Protocol.
class Transport {
 public:
  virtual ~Transport() = default;

  /// To a connection's peer. Takes a copy of what cannot be sent at once. Past the high-water mark
  /// the Protocol hears pause_writing(). Throws std::logic_error where there is no connection.
  virtual void write(std::string_view data) = 0;

  /// One datagram to anybody, most often to whom datagram_received() named. Takes a copy of what
  /// cannot be sent at once; what finds high-water mark and all passed is dropped and counted, as
  /// networks do. Throws std::logic_error on a connection.
  virtual void send_to(std::string_view data, const SocketAddress& to) = 0;

  virtual void close() = 0;  ///< stops reading, sends what is buffered, then connection_lost()
  virtual void abort() = 0;  ///< drops what is buffered
  virtual bool closing() const noexcept = 0;

  virtual void pause_reading() = 0;
  virtual void resume_reading() = 0;
  virtual void write_limits(
      std::size_t low, std::size_t high) = 0;  ///< in bytes; 16 KiB and 64 KiB until told otherwise
  virtual std::size_t buffered() const noexcept = 0;  ///< bytes that wait to be sent

  /// "127.0.0.1:40312"; empty for datagrams, and for a unix client that is bound to no name.
  virtual std::string peer() const = 0;

  /// Runs a coroutine that belongs to the connection, or to the datagram server: it is asked to
  /// stop when that goes, and awaited before Protocol and Transport go away. What it throws is
  /// logged and aborts the connection; a datagram server goes on.
  virtual void spawn(task<> work) = 0;
};

/// What answers: asyncio's callbacks, each called on the loop. A tcp or unix server makes one for
/// each connection and destroys it after connection_lost(). An exception out of a callback aborts
/// this connection and is logged.
///
/// A udp or unixgram server makes one in all, which hears connection_made() when the server begins,
/// datagram_received() for each datagram, and connection_lost() when the server goes. An exception
/// out of a callback is logged, and the server goes on.
///   class Echo : public aio::Protocol {
///     void connection_made(aio::Transport& transport) override { transport_ = &transport; }
///     void datagram_received(std::string_view data, const aio::SocketAddress& from) override {
///       transport_->send_to(data, from);
///     }
///     aio::Transport* transport_ = nullptr;
///   };
class Protocol {
 public:
  virtual ~Protocol() = default;

  virtual void connection_made(Transport& transport) { (void)transport; }
  virtual void data_received(std::string_view data) { (void)data; }  ///< valid during the call only
  virtual bool eof_received() {
    return false;
  }  ///< the peer writes no more; true keeps our side open
  virtual void connection_lost(std::error_code why) {
    (void)why;
  }  ///< no error: closed in good order
  virtual void pause_writing() {}
  virtual void resume_writing() {}

  /// One datagram, which may have no byte. Both are valid during the call only; `from` is none()
  /// when a unix client is bound to no name.
  virtual void datagram_received(std::string_view data, const SocketAddress& from) {
    (void)data;
    (void)from;
  }
  /// A datagram could not be sent or received; the server goes on.
  virtual void error_received(std::error_code error) { (void)error; }

  /// Where the next bytes of a connection are to be put, as asyncio's get_buffer(): data_received()
  /// then has them there. Nothing: the loop's own buffer of 64 KiB takes them.
  virtual std::span<char> receive_buffer() { return {}; }
};

/// Makes the Protocol of one connection, or of one datagram server.
using ProtocolFactory = std::function<std::unique_ptr<Protocol>()>;

/// The factory of a Protocol class that can be built from nothing.
template <std::derived_from<Protocol> P>
ProtocolFactory protocol_factory() {
  return [] { return std::make_unique<P>(); };
}

}  // namespace aio

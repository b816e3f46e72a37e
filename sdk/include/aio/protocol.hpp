// SPDX-License-Identifier: MIT
#pragma once

#include <aio/task.hpp>

#include <concepts>
#include <cstddef>
#include <functional>
#include <memory>
#include <string>
#include <string_view>
#include <system_error>

namespace aio {

/// One connection, as its Protocol sees it. Made and owned by the server; valid from
/// connection_made until connection_lost has returned. Belongs to the loop's thread.
class Transport {
 public:
  virtual ~Transport() = default;

  /// Takes a copy of what cannot be sent at once. Past the high-water mark the Protocol hears
  /// pause_writing().
  virtual void write(std::string_view data) = 0;
  virtual void close() = 0;  ///< stops reading, sends what is buffered, then connection_lost()
  virtual void abort() = 0;  ///< drops what is buffered
  virtual bool closing() const noexcept = 0;

  virtual void pause_reading() = 0;
  virtual void resume_reading() = 0;
  virtual void write_limits(
      std::size_t low, std::size_t high) = 0;  ///< in bytes; 16 KiB and 64 KiB until told otherwise
  virtual std::size_t buffered() const noexcept = 0;  ///< bytes that wait to be sent

  virtual std::string peer() const = 0;  ///< "127.0.0.1:40312"

  /// Runs a coroutine that belongs to the connection: it is asked to stop when the connection is
  /// lost, and awaited before Protocol and Transport go away. What it throws is logged and aborts
  /// the connection.
  virtual void spawn(task<> work) = 0;
};

/// What answers on one connection: asyncio's callbacks, each called on the loop. The server makes
/// one a connection and destroys it after connection_lost(). An exception out of a callback aborts
/// this connection and is logged.
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
};

/// Makes the Protocol of one connection.
using ProtocolFactory = std::function<std::unique_ptr<Protocol>()>;

/// The factory of a Protocol class that can be built from nothing.
template <std::derived_from<Protocol> P>
ProtocolFactory protocol_factory() {
  return [] { return std::make_unique<P>(); };
}

}  // namespace aio

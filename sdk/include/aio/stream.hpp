// SPDX-License-Identifier: MIT
#pragma once

#include <aio/protocol.hpp>
#include <aio/task.hpp>

#include <cstddef>
#include <functional>
#include <memory>
#include <span>
#include <string>
#include <string_view>

namespace aio {

namespace detail {
class StreamProtocol;
}

/// One connection as a coroutine protocol sees it: `aio::task<> echo(aio::Stream stream)`. When the
/// coroutine ends, the connection is closed after what was written has been sent. Every read and
/// write throws Cancelled when the server stops, and std::system_error when the connection is lost.
/// One read and one write at a time.
class Stream {
 public:
  explicit Stream(detail::StreamProtocol& protocol) noexcept : protocol_(&protocol) {}

  /// Waits for some bytes and moves as many as fit into `buffer`; 0 at the end of the stream.
  task<std::size_t> read(std::span<char> buffer);

  /// Reads up to and with `delimiter`; at the end of the stream what is left, perhaps nothing.
  /// Throws aio::Error{too_large} after `limit` bytes without one.
  task<std::string> read_until(char delimiter, std::size_t limit = 64 * 1024);

  /// Sends a copy of `data`; waits only while more than the high-water mark is buffered.
  task<> write(std::string_view data);

  void close();
  std::string peer() const;

 private:
  detail::StreamProtocol* protocol_;
};

using StreamHandler = std::function<task<>(Stream)>;

/// A coroutine as a Protocol: one run of it a connection.
ProtocolFactory stream_protocol(StreamHandler handler);

}  // namespace aio

// SPDX-License-Identifier: MIT
#pragma once

#include <aio/protocol.hpp>
#include <aio/suspension.hpp>
#include <aio/task.hpp>

#include <coroutine>
#include <cstddef>
#include <functional>
#include <span>
#include <string>
#include <string_view>

namespace aio {

namespace detail {

class StreamProtocol;

/// `co_await stream.read(buffer)`: waits until more than `seen` bytes wait to be read. Costs no
/// allocation; what arrives while it waits goes straight into the buffer.
class [[nodiscard]] StreamRead {
 public:
  StreamRead(StreamProtocol& protocol, std::span<char> buffer, std::size_t seen = 0) noexcept
      : protocol_(&protocol), buffer_(buffer), seen_(seen) {}
  ~StreamRead();
  StreamRead(const StreamRead&) = delete;
  StreamRead& operator=(const StreamRead&) = delete;

  bool await_ready() const noexcept { return false; }
  template <class Promise>
  bool await_suspend(std::coroutine_handle<Promise> self) {
    return begin(self, self.promise().context());
  }
  std::size_t await_resume();

 private:
  friend class StreamProtocol;
  bool begin(std::coroutine_handle<> waiting, const TaskContext& context);
  std::size_t fill(std::string_view data) noexcept;

  StreamProtocol* protocol_;
  std::span<char> buffer_;
  std::size_t seen_;
  std::size_t filled_ = 0;
  Suspension suspension_;
};

/// `co_await stream.write(data)`. Costs no allocation of its own.
class [[nodiscard]] StreamWrite {
 public:
  StreamWrite(StreamProtocol& protocol, std::string_view data) noexcept
      : protocol_(&protocol), data_(data) {}
  ~StreamWrite();
  StreamWrite(const StreamWrite&) = delete;
  StreamWrite& operator=(const StreamWrite&) = delete;

  bool await_ready() const noexcept { return false; }
  template <class Promise>
  bool await_suspend(std::coroutine_handle<Promise> self) {
    return begin(self, self.promise().context());
  }
  void await_resume() const;

 private:
  friend class StreamProtocol;
  bool begin(std::coroutine_handle<> waiting, const TaskContext& context);

  StreamProtocol* protocol_;
  std::string_view data_;
  Suspension suspension_;
};

}  // namespace detail

/// One connection as a coroutine protocol sees it: `aio::task<> echo(aio::Stream stream)`. When the
/// coroutine ends, the connection is closed after what was written has been sent. Every read and
/// write throws Cancelled when the server stops, and std::system_error when the connection is lost.
/// One read and one write at a time.
class Stream {
 public:
  explicit Stream(detail::StreamProtocol& protocol) noexcept : protocol_(&protocol) {}

  /// Waits for some bytes and moves as many as fit into `buffer`; 0 at the end of the stream.
  detail::StreamRead read(std::span<char> buffer) noexcept { return {*protocol_, buffer}; }

  /// Reads up to and with `delimiter`; at the end of the stream what is left, perhaps nothing.
  /// Throws aio::Error{too_large} after `limit` bytes without one.
  task<std::string> read_until(char delimiter, std::size_t limit = 64 * 1024);

  /// Sends a copy of `data`; waits only while more than the high-water mark is buffered.
  detail::StreamWrite write(std::string_view data) noexcept { return {*protocol_, data}; }

  void close();  ///< sends what was written; reads then see the end of the stream
  std::string peer() const;

 private:
  detail::StreamProtocol* protocol_;
};

using StreamHandler = std::function<task<>(Stream)>;

/// A coroutine as a Protocol: one run of it a connection.
ProtocolFactory stream_protocol(StreamHandler handler);

}  // namespace aio

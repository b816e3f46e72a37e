// SPDX-License-Identifier: MIT
#pragma once

#include <aio/address.hpp>
#include <aio/protocol.hpp>
#include <aio/task.hpp>

#include <chrono>
#include <concepts>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <utility>

namespace aio {

/// A socket that is open and not yet served; made by create_server() and its siblings, returned by
/// a server factory. The app then serves, lists, counts and stops it under the name of its
/// [server/NAME]. Dropping it closes it.
class Server {
 public:
  /// The app's own side of it.
  class Listener {
   public:
    virtual ~Listener() = default;
  };

  Server() = default;
  explicit Server(std::unique_ptr<Listener> listener) noexcept : listener_(std::move(listener)) {}

  explicit operator bool() const noexcept { return listener_ != nullptr; }
  std::unique_ptr<Listener> release() noexcept { return std::move(listener_); }

 private:
  std::unique_ptr<Listener> listener_;
};

/// How a server is opened by code. What is left out is as the server's section has it.
struct ServerOptions {
  ServerOptions() {}  // not an aggregate, for the reason that Endpoint has

  std::optional<int> backlog{};
  std::optional<std::size_t> max_connections{};
  std::optional<std::chrono::nanoseconds> idle_timeout{};  ///< zero: never
  unsigned mode = 0660;                                    ///< of a unix socket's file
  std::string user{};                                      ///< its owner; empty: the process's own
  std::string group{};
};

/// Opens a TCP listening socket (port 0 picks a free one) for connections that `protocol` answers.
/// Like its siblings it throws std::system_error when the address cannot be had.
task<Server> create_server(ProtocolFactory protocol,
                           std::string address,
                           std::uint16_t port,
                           ServerOptions options = {});

template <std::derived_from<Protocol> P>
task<Server> create_server(std::string address, std::uint16_t port, ServerOptions options = {}) {
  return create_server(protocol_factory<P>(), std::move(address), port, std::move(options));
}

/// The same on a unix socket: a path, or @NAME for an abstract one.
task<Server> create_unix_server(ProtocolFactory protocol,
                                std::string path,
                                ServerOptions options = {});

/// Opens a UDP socket. One Protocol, made when the server begins, hears all its datagrams.
task<Server> create_datagram_server(ProtocolFactory protocol,
                                    std::string address,
                                    std::uint16_t port,
                                    ServerOptions options = {});

/// The same on a unix datagram socket.
task<Server> create_unix_datagram_server(ProtocolFactory protocol,
                                         std::string path,
                                         ServerOptions options = {});

/// What a `factory` is: full control over how the server comes to be. `protocol` is empty when the
/// section names none; `address` is the section's path, and `port` 0, where its type is unix or
/// unixgram.
using ServerFactory = std::function<task<Server>(
    std::string name, ProtocolFactory protocol, std::string address, std::uint16_t port)>;

}  // namespace aio

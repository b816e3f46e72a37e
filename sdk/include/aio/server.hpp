// SPDX-License-Identifier: MIT
#pragma once

#include <aio/protocol.hpp>
#include <aio/task.hpp>

#include <concepts>
#include <cstdint>
#include <functional>
#include <memory>
#include <string>

namespace aio {

/// A listening socket that is open and not yet served; made by create_server(), returned by a
/// server factory. The app then serves, lists, counts and stops it under the name of its
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

/// Opens a TCP listening socket (port 0 picks a free one) for connections that `protocol` answers.
/// Throws std::system_error when the address cannot be had.
task<Server> create_server(ProtocolFactory protocol, std::string address, std::uint16_t port);

template <std::derived_from<Protocol> P>
task<Server> create_server(std::string address, std::uint16_t port) {
  return create_server(protocol_factory<P>(), std::move(address), port);
}

/// What a `factory` is: full control over how the server comes to be. `protocol` is empty when the
/// section names none.
using ServerFactory = std::function<task<Server>(
    std::string name, ProtocolFactory protocol, std::string address, std::uint16_t port)>;

}  // namespace aio

// SPDX-License-Identifier: MIT
#pragma once

#include <aio/item.hpp>
#include <aio/loop.hpp>
#include <aio/protocol.hpp>

#include <chrono>
#include <cstdint>
#include <memory>
#include <string>
#include <system_error>
#include <unordered_map>
#include <vector>

#include "daemon/runtime/loop/descriptor.hpp"
#include "daemon/runtime/loop/member_timer.hpp"
#include "daemon/runtime/loop/poller.hpp"
#include "daemon/runtime/servers/connection.hpp"
#include "daemon/runtime/servers/server_counts.hpp"

namespace aio::runtime {

/// The connections of one server on one loop: makes a Protocol for each, owns them, closes those on
/// which nothing moves, and lets each go when it has ended. Owned by the server, or by a thread of
/// its; belongs to the loop's thread.
class Connections final : private Connection::Owner {
 public:
  /// A connection that is no more.
  struct Left {
    std::uint64_t id = 0;
    SocketAddress peer;
    std::error_code why;    ///< none: it was closed
    std::string failure{};  ///< what the user's code threw; empty: nothing
  };

  /// The server's side, called on this loop's thread.
  class Owner {
   public:
    /// Of each that was opened; nothing is destroyed in here.
    virtual void left(const Left& connection) noexcept = 0;
    virtual void failed(const std::string& text) noexcept = 0;  ///< the user's code threw

   protected:
    ~Owner() = default;
  };

  /// What each connection is made with.
  struct Terms {
    ProtocolFactory protocol;
    std::shared_ptr<const Item> item;
    std::chrono::nanoseconds idle_timeout{0};  ///< zero: none
  };

  Connections(Loop& loop, Poller& poller, ServerCounts& counts, Owner& owner, Terms terms);
  ~Connections();

  void open(Descriptor socket, const SocketAddress& peer, std::uint64_t id) noexcept;
  void cut() noexcept;  ///< all of them

 private:
  struct Held {
    std::unique_ptr<Connection> connection;
    std::uint64_t id = 0;
    std::unique_ptr<std::string> failure{};  // the first; null when there was none
  };

  Connection& hold(Descriptor socket, const SocketAddress& peer, std::uint64_t id);
  void lost(Connection& connection) noexcept override;
  void failed(Connection& connection, const std::string& text) noexcept override;
  void failed(const std::string& text) noexcept;
  void reap();
  void let_go(Connection& connection);
  void look();

  Loop& loop_;
  Poller& poller_;
  ServerCounts& counts_;
  Owner& owner_;
  const Terms terms_;
  std::unordered_map<Connection*, Held> connections_;
  std::vector<Connection*> lost_;  // to be reaped
  std::vector<Connection*> reaped_;
  MemberTimer<Connections> reap_;
  MemberTimer<Connections> look_;
};

}  // namespace aio::runtime

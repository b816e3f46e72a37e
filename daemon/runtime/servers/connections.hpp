// SPDX-License-Identifier: MIT
#pragma once

#include <aio/item.hpp>
#include <aio/loop.hpp>
#include <aio/protocol.hpp>

#include <chrono>
#include <memory>
#include <string>
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
  /// The server's side, called on this loop's thread.
  class Owner {
   public:
    virtual void left() noexcept = 0;  ///< a connection that was opened is no more; nothing is
                                       ///< destroyed in here
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

  void open(Descriptor socket, const SocketAddress& peer) noexcept;
  void cut() noexcept;  ///< all of them

 private:
  Connection& hold(Descriptor socket, const SocketAddress& peer);
  void lost(Connection& connection) noexcept override;
  void failed(const std::string& text) noexcept override;
  void reap();
  void look();

  Loop& loop_;
  Poller& poller_;
  ServerCounts& counts_;
  Owner& owner_;
  const Terms terms_;
  std::unordered_map<Connection*, std::unique_ptr<Connection>> connections_;
  std::vector<Connection*> lost_;  // to be reaped
  std::vector<Connection*> reaped_;
  MemberTimer<Connections> reap_;
  MemberTimer<Connections> look_;
};

}  // namespace aio::runtime

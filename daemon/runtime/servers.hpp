// SPDX-License-Identifier: MIT
#pragma once

#include <aio/server.hpp>
#include <aio/task.hpp>

#include <chrono>
#include <cstdint>
#include <list>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "daemon/runtime/event_loop.hpp"
#include "daemon/runtime/member_timer.hpp"
#include "daemon/runtime/observer.hpp"
#include "daemon/runtime/poller.hpp"
#include "daemon/runtime/prepared.hpp"
#include "daemon/runtime/snapshot.hpp"
#include "daemon/runtime/tally.hpp"

namespace aio::runtime {

class TcpServer;

/// All servers of the app. Owned by the runner, which awaits stop() before destroying it; loop and
/// observer outlive it.
///   prepared --serve--> serving --retire, or another of its name--> draining --last one ends-->
///   gone
class Servers {
 public:
  Servers(EventLoop& loop, Observer& observer);
  ~Servers();

  /// Makes the protocol or calls the factory, and binds. The socket is `passed_fd` where there is
  /// one (it is closed on failure); that of whichever server runs with this address and port, with
  /// port 0 only if that is the one named `running`; else a new one. Throws std::system_error when
  /// the address cannot be had, aio::Error when the factory returns nothing, and what the user's
  /// functions throw.
  task<Prepared> prepare(plan::ServerSpec spec,
                         std::optional<int> passed_fd = {},
                         std::string running = {});

  /// Begins to accept. A server of the same name goes as by retire().
  void serve(Prepared prepared, std::chrono::nanoseconds drain);

  /// Stops accepting at once; open connections go on until they end, or are cut after `drain`.
  void retire(std::string_view name, std::chrono::nanoseconds drain);

  /// What aio::create_server() does: opens a socket, or takes the one that waits for a factory of
  /// this address and port.
  task<Server> create_server(ProtocolFactory protocol, std::string address, std::uint16_t port);

  ServerSnapshot snapshot(std::string_view name) const;  ///< throws aio::Error{not_found}
  std::optional<ServerSnapshot> find_snapshot(std::string_view name) const;
  std::vector<std::string> names() const;
  std::vector<ServerSnapshot> snapshots() const;  ///< by name; none that drains

  /// Retires all, and ends when the last connection has.
  task<> stop(std::chrono::nanoseconds drain);

 private:
  class Offer;

  Listening take_over(const plan::ServerSpec& spec,
                      std::optional<int> passed_fd,
                      std::string_view running) const;
  task<Prepared> made_by_factory(plan::ServerSpec spec,
                                 ProtocolFactory protocol,
                                 Listening offered);
  void forget_drained();

  EventLoop& loop_;
  Observer& observer_;
  Poller poller_;
  Tally connections_;
  std::map<std::string, std::unique_ptr<TcpServer>, std::less<>> serving_;
  std::list<std::unique_ptr<TcpServer>> draining_;
  std::list<Offer*> offers_;
  MemberTimer<Servers> forget_drained_;
};

}  // namespace aio::runtime

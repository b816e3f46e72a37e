// SPDX-License-Identifier: MIT
#pragma once

#include <aio/server.hpp>
#include <aio/task.hpp>

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <list>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "daemon/runtime/loop/event_loop.hpp"
#include "daemon/runtime/loop/loop_watch.hpp"
#include "daemon/runtime/loop/member_timer.hpp"
#include "daemon/runtime/loop/poller.hpp"
#include "daemon/runtime/loop/tally.hpp"
#include "daemon/runtime/observer.hpp"
#include "daemon/runtime/servers/offer.hpp"
#include "daemon/runtime/servers/ownership.hpp"
#include "daemon/runtime/servers/prepared.hpp"
#include "daemon/runtime/servers/running_server.hpp"
#include "daemon/runtime/snapshot.hpp"

namespace aio::runtime {

/// All servers of the app, by name, also those that are not open. Owned by the runner, which awaits
/// stop() before destroying it; loop and observer outlive it.
///   prepared --serve--> serving --retire, stop, or another of its name--> draining --the last
///   connection ends--> gone
/// pause, stop and start of a server count until they are undone, also for what follows it under
/// its name.
class Servers {
 public:
  Servers(EventLoop& loop, Observer& observer);
  ~Servers();

  /// Has the loops of workers watched, from the next server on. The watch outlives all servers.
  void watched_by(LoopWatch& watch) noexcept { watch_ = &watch; }

  /// Where a server that is prepared may get its socket from, and whose file that is to be.
  struct Circumstances {
    std::optional<int> passed_fd{};  ///< to be used, and closed on failure
    bool was_ours = false;           ///< an aiod before this one had bound it, with its file
    std::string running{};           ///< the name of the server that this one follows
    Ownership owner{};
  };

  /// Makes the protocol or calls the factory, and binds. The socket is the passed one; that of
  /// whichever server runs with this type and address, with port 0 only if that is the `running`
  /// one; else a new one. Throws std::system_error when the address cannot be had, aio::Error when
  /// the factory returns nothing, and what the user's functions throw.
  task<Prepared> prepare(plan::ServerSpec spec, Circumstances circumstances);

  /// Whether a server of this spec would have a socket: as configured, or as start() and stop()
  /// said.
  bool is_to_be_open(const plan::ServerSpec& spec) const;

  /// Begins to accept. A server of the same name goes as by retire().
  void serve(Prepared prepared, std::chrono::nanoseconds drain);

  /// The sockets at which servers are open where their sections say so, by the server's name.
  struct Socket {
    std::string_view server;
    int fd;
  };
  std::vector<Socket> sockets() const;

  /// The files of unix sockets stay when their servers go, since the sockets go on elsewhere.
  void leave_files() const noexcept;

  /// Lists servers whose address cannot be had yet, and no longer those of before.
  void wait_for(const std::vector<plan::ServerSpec>& specs);

  /// Stops accepting at once; open connections go on until they end, or are cut after `drain`.
  void retire(std::string_view name, std::chrono::nanoseconds drain);

  // At runtime, and undone by one another. All throw aio::Error{not_found} for an unknown name.
  void pause(std::string_view name);  ///< takes nothing new: the kernel queues it
  void resume(std::string_view name);
  task<> start(std::string name, Circumstances circumstances);  ///< throws as prepare()
  void stop(std::string_view name, std::chrono::nanoseconds drain);
  const plan::ServerSpec& spec(std::string_view name);

  /// What aio::create_server() and its siblings do: opens a socket, or takes the one that waits for
  /// a factory of this address.
  task<Server> create_server(ProtocolFactory protocol,
                             Endpoint endpoint,
                             ServerOptions options = {},
                             Ownership owner = {});

  ServerSnapshot snapshot(std::string_view name) const;  ///< throws aio::Error{not_found}
  std::optional<ServerSnapshot> find_snapshot(std::string_view name) const;
  std::vector<std::string> names() const { return names(nullptr, SIZE_MAX); }
  /// The first of those behind `after`; null: behind none.
  std::vector<std::string> names(const std::string* after, std::size_t most) const;
  std::vector<ServerSnapshot> snapshots() const;  ///< by name; none that drains

  /// Retires all, and ends when the last connection has.
  task<> stop(std::chrono::nanoseconds drain);

 private:
  struct Declared {
    plan::ServerSpec spec;
    std::unique_ptr<RunningServer> server;  // none: it is not open
    ServerSnapshot before;                  // the counts of those it had before
    std::optional<bool> wanted;             // by start() and stop(), whatever the spec says
    bool paused = false;
    bool waiting = false;
  };

  Listening take_over(const plan::ServerSpec& spec, const Circumstances& circumstances) const;
  task<Prepared> made_by_factory(Prepared prepared, Listening offered);
  std::unique_ptr<RunningServer> running(Prepared prepared);
  void let_go(Declared& declared, std::chrono::nanoseconds drain);
  Declared& find(std::string_view name);
  static ServerSnapshot snapshot_of(const Declared& declared);
  void forget_drained();

  EventLoop& loop_;
  Observer& observer_;
  Poller poller_;
  LoopWatch* watch_ = nullptr;
  Tally tally_;  // of connections, and of datagram servers
  std::map<std::string, Declared, std::less<>> declared_;
  std::list<std::unique_ptr<RunningServer>> draining_;
  std::list<Offer*> offers_;
  MemberTimer<Servers> forget_drained_;
};

}  // namespace aio::runtime

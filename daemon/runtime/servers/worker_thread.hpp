// SPDX-License-Identifier: MIT
#pragma once

#include <aio/loop.hpp>

#include <atomic>
#include <cstddef>
#include <cstdint>
#include <string>
#include <thread>

#include "daemon/runtime/loop/descriptor.hpp"
#include "daemon/runtime/loop/event_loop.hpp"
#include "daemon/runtime/loop/loop_watch.hpp"
#include "daemon/runtime/loop/poller.hpp"
#include "daemon/runtime/servers/connections.hpp"

namespace aio::runtime {

/// One of a server's `workers`: a thread with a loop of its own, on which connections of the server
/// live from their first callback to their last. Owned by its server, on the main loop; its end
/// waits for the thread, which has nothing left to do when no connection is left.
class WorkerThread final : private Connections::Owner {
 public:
  /// `server` hears of its connections on the main loop; `watch` looks at this one, if there is
  /// one. Throws std::system_error when there is no
  /// thread to be had.
  WorkerThread(Loop& main,
               Connections::Owner& server,
               ServerCounts& counts,
               Connections::Terms terms,
               LoopWatch* watch);
  ~WorkerThread();

  void open(Descriptor socket, const SocketAddress& peer, std::uint64_t id);
  void cut();
  std::size_t connections() const noexcept { return open_; }

 private:
  void work() noexcept;
  void left(const Connections::Left& connection) noexcept override;
  void failed(const std::string& text) noexcept override;

  Loop& main_;
  Connections::Owner& server_;
  LoopWatch* watch_;
  const std::string name_;
  std::atomic<std::size_t> open_ = 0;
  EventLoop loop_;
  Poller poller_;
  Connections connections_;
  std::thread thread_;  // last: it uses all of the above. A user asked for it by `workers`
};

}  // namespace aio::runtime

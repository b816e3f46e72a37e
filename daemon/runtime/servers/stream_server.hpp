// SPDX-License-Identifier: MIT
#pragma once

#include <aio/item.hpp>
#include <aio/loop.hpp>

#include <chrono>
#include <functional>
#include <memory>
#include <string>
#include <vector>

#include "daemon/runtime/failure_lines.hpp"
#include "daemon/runtime/loop/member_timer.hpp"
#include "daemon/runtime/loop/poller.hpp"
#include "daemon/runtime/loop/tally.hpp"
#include "daemon/runtime/observer.hpp"
#include "daemon/runtime/rate_limit.hpp"
#include "daemon/runtime/servers/connections.hpp"
#include "daemon/runtime/servers/running_server.hpp"
#include "daemon/runtime/servers/server_counts.hpp"
#include "daemon/runtime/servers/worker_thread.hpp"

namespace aio::runtime {

/// A tcp or unix server: accepts connections on the main loop, and deals them out to its workers
/// where it has more than one. What it counts and tells of them it does on the main loop. Owned by
/// Servers.
class StreamServer final : public RunningServer, private Watch, private Connections::Owner {
 public:
  /// `on_drained` is called when it is retired and has no connection left; must not destroy it.
  /// The loops of its workers are watched by `watch`, if there is one.
  StreamServer(Loop& loop,
               Observer& observer,
               Poller& poller,
               Tally& connections,
               Prepared prepared,
               std::function<void()> on_drained,
               LoopWatch* watch = nullptr);
  ~StreamServer() override;

  void begin() override;
  void pause() noexcept override;
  void resume() override;
  void retire(std::chrono::nanoseconds drain) override;
  bool drained() const noexcept override { return retired_ && counts_.connections == 0; }

  const Prepared& what() const noexcept override { return what_; }
  ServerSnapshot snapshot() const override;

 private:
  void ready(std::uint32_t events) noexcept override;
  void accept();
  bool accept_one();
  bool accept_on_after(int error);
  void rest_from_accepting(int error);
  void accept_again();
  void stop_accepting() noexcept;
  bool full() const noexcept { return counts_.connections >= what_.spec.max_connections; }
  void refuse();
  void take(Descriptor socket, const SocketAddress& peer);
  void deal(Descriptor socket, const SocketAddress& peer, std::uint64_t id);
  ConnectionEvent event(std::uint64_t id, const SocketAddress& peer) const;

  void left(const Connections::Left& connection) noexcept override;
  void failed(const std::string& text) noexcept override;
  void cut();

  Loop& loop_;
  Observer& observer_;
  Poller& poller_;
  Tally& tally_;
  Prepared what_;
  const std::string item_;  // "server/NAME"
  std::function<void()> on_drained_;
  LoopWatch* watch_;
  ServerCounts counts_;
  FailureLines failure_lines_;  // before what may fail
  Connections connections_;     // with one worker, which is the loop itself
  std::vector<std::unique_ptr<WorkerThread>> workers_;
  SocketAddress peer_;  // of whom is accepted just now
  bool accepting_ = false;
  bool retired_ = false;
  RateLimit refusals_{std::chrono::minutes(1)};
  RateLimit shortages_{std::chrono::minutes(1)};
  MemberTimer<StreamServer> accept_again_;
  MemberTimer<StreamServer> cut_;
};

}  // namespace aio::runtime

// SPDX-License-Identifier: MIT
#pragma once

#include <aio/item.hpp>
#include <aio/loop.hpp>

#include <chrono>
#include <cstdint>
#include <functional>
#include <memory>
#include <string>
#include <unordered_map>
#include <vector>

#include "daemon/runtime/connection.hpp"
#include "daemon/runtime/member_timer.hpp"
#include "daemon/runtime/observer.hpp"
#include "daemon/runtime/poller.hpp"
#include "daemon/runtime/prepared.hpp"
#include "daemon/runtime/rate_limit.hpp"
#include "daemon/runtime/snapshot.hpp"
#include "daemon/runtime/tally.hpp"

namespace aio::runtime {

/// One server: accepts connections and owns them. Owned by Servers, which lets it go when it is
/// retired and empty.
class TcpServer final : private Watch, private Connection::Owner {
 public:
  /// `on_drained` is called when it is retired and has no connection left; must not destroy it.
  TcpServer(Loop& loop,
            Observer& observer,
            Poller& poller,
            Tally& connections,
            Prepared prepared,
            std::function<void()> on_drained);
  ~TcpServer();

  void begin();  ///< to accept; throws std::system_error
  void retire(std::chrono::nanoseconds drain);
  bool drained() const noexcept { return retired_ && connections_.empty(); }

  const plan::ServerSpec& spec() const noexcept { return what_.spec; }
  const Listening& listening() const noexcept { return what_.listening; }
  ServerSnapshot snapshot() const;

 private:
  void ready(std::uint32_t events) noexcept override;
  bool accept_one();
  bool accept_on_after(int error);
  void pause_accepting(int error);
  void resume_accepting();
  void stop_accepting() noexcept;
  bool full() const noexcept { return connections_.size() >= what_.spec.max_connections; }
  void refuse();
  void open(Descriptor socket, const sockaddr_storage& peer);
  Connection& hold(Descriptor socket, const sockaddr_storage& peer);

  void lost(Connection& connection) noexcept override;
  void failed(const std::string& text) noexcept override;
  void reap();
  void forget(Connection& connection);
  void cut();

  Loop& loop_;
  Observer& observer_;
  Poller& poller_;
  Tally& tally_;
  Prepared what_;
  std::shared_ptr<const Item> item_;
  std::function<void()> on_drained_;
  std::unordered_map<Connection*, std::unique_ptr<Connection>> connections_;
  std::vector<Connection*> lost_;  // to be reaped
  ServerSnapshot told_;            // the counts
  bool accepting_ = false;
  bool retired_ = false;
  RateLimit warnings_{std::chrono::minutes(1)};
  MemberTimer<TcpServer> resume_accepting_;
  MemberTimer<TcpServer> reap_;
  MemberTimer<TcpServer> cut_;
};

}  // namespace aio::runtime

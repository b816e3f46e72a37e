// SPDX-License-Identifier: MIT
#include "daemon/runtime/tcp_server.hpp"

#include <aio/error.hpp>
#include <aio/log.hpp>

#include <cerrno>
#include <system_error>
#include <utility>

#include "daemon/runtime/failure.hpp"

namespace aio::runtime {
namespace {

constexpr int accepted_in_a_turn = 64;
constexpr std::chrono::milliseconds pause_without_resources{100};

}  // namespace

TcpServer::TcpServer(Loop& loop,
                     Observer& observer,
                     Poller& poller,
                     Tally& connections,
                     Prepared prepared,
                     std::function<void()> on_drained)
    : loop_(loop),
      observer_(observer),
      poller_(poller),
      tally_(connections),
      what_(std::move(prepared)),
      item_(std::make_shared<const Item>(
          Item{"server/" + what_.spec.name, what_.spec.handler_name, 0})),
      on_drained_(std::move(on_drained)),
      resume_accepting_(loop, *this, &TcpServer::resume_accepting),
      reap_(loop, *this, &TcpServer::reap),
      cut_(loop, *this, &TcpServer::cut) {}

TcpServer::~TcpServer() {
  stop_accepting();
}

void TcpServer::begin() {
  if (!what_.listening) return;
  poller_.watch(what_.listening.number(), EPOLLIN, *this);
  accepting_ = true;
}

void TcpServer::retire(std::chrono::nanoseconds drain) {
  retired_ = true;
  stop_accepting();
  what_.listening = {};
  if (connections_.empty())
    on_drained_();
  else
    cut_.start(drain);
}

ServerSnapshot TcpServer::snapshot() const {
  ServerSnapshot snapshot = told_;
  snapshot.name = what_.spec.name;
  snapshot.handler = what_.spec.handler_name;
  snapshot.enabled = what_.spec.enabled;
  snapshot.connections = connections_.size();
  const Endpoint configured{what_.spec.address, what_.spec.port};
  const Endpoint& shown = what_.listening ? what_.listening.bound() : configured;
  snapshot.address = shown.address;
  snapshot.port = shown.port;
  return snapshot;
}

void TcpServer::ready(std::uint32_t) noexcept {
  for (int i = 0; i < accepted_in_a_turn && accepting_; ++i)
    if (!accept_one()) return;
}

bool TcpServer::accept_one() {
  sockaddr_storage peer{};
  socklen_t length = sizeof peer;
  Descriptor socket(accept4(what_.listening.number(), reinterpret_cast<sockaddr*>(&peer), &length,
                            SOCK_NONBLOCK | SOCK_CLOEXEC));
  if (!socket) return accept_on_after(errno);
  if (full())
    refuse();
  else
    open(std::move(socket), peer);
  return true;
}

bool TcpServer::accept_on_after(int error) {
  switch (error) {
    case EAGAIN:
      return false;
    case EINTR:
    case ECONNABORTED:
    case EPROTO:
    case EPERM:  // a firewall's
      return true;
    default:
      pause_accepting(error);
      return false;
  }
}

// The connection stays in the queue and its event with it: to look again at once would spin.
void TcpServer::pause_accepting(int error) {
  stop_accepting();
  resume_accepting_.start(pause_without_resources);
  if (warnings_.passes(loop_.now()))
    log::warning("server '{}': {}, accepting no connection for a moment", what_.spec.name,
                 std::generic_category().message(error));
}

void TcpServer::resume_accepting() {
  try {
    begin();
  } catch (const std::system_error& error) {
    pause_accepting(error.code().value());
  }
}

void TcpServer::stop_accepting() noexcept {
  if (std::exchange(accepting_, false)) poller_.unwatch(what_.listening.number(), *this);
}

void TcpServer::refuse() {
  ++told_.refused;
  observer_.connection_refused(what_.spec.name);
  if (warnings_.passes(loop_.now()))
    log::warning("server '{}': has {} connections, more are refused", what_.spec.name,
                 what_.spec.max_connections);
}

void TcpServer::open(Descriptor socket, const sockaddr_storage& peer) {
  ++told_.accepted;
  try {
    hold(std::move(socket), peer).begin();
  } catch (...) {
    failed(text_of_current());
  }
}

Connection& TcpServer::hold(Descriptor socket, const sockaddr_storage& peer) {
  const detail::ItemScope scope(item_.get());
  auto protocol = what_.protocol();
  if (!protocol) throw Error(Fault::failed, "the protocol's factory returned nothing");
  Connection::Owner& owner = *this;
  auto connection = std::make_unique<Connection>(loop_, poller_, owner, std::move(socket), peer,
                                                 std::move(protocol), item_);
  Connection& held = *connection;
  connections_.emplace(&held, std::move(connection));
  tally_.enter();
  observer_.connection_opened(what_.spec.name);
  return held;
}

void TcpServer::lost(Connection& connection) noexcept {
  lost_.push_back(&connection);
  reap_.start_now();
}

void TcpServer::failed(const std::string& text) noexcept {
  ++told_.failures;
  observer_.failed("server/" + what_.spec.name, text);
  log::error("server '{}': {}, the connection is closed", what_.spec.name, text);
}

// A connection whose tasks have not ended is lost once more when they have.
void TcpServer::reap() {
  for (Connection* connection : std::exchange(lost_, {})) {
    connection->farewell();
    if (connection->settled()) forget(*connection);
  }
}

void TcpServer::forget(Connection& connection) {
  if (connections_.erase(&connection) == 0) return;
  observer_.connection_closed(what_.spec.name);
  tally_.leave();
  if (drained()) on_drained_();
}

void TcpServer::cut() {
  log::warning("server '{}': {} connections did not end in time, cutting them", what_.spec.name,
               connections_.size());
  for (const auto& [connection, owned] : connections_) connection->cut();
}

}  // namespace aio::runtime

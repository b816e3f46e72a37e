// SPDX-License-Identifier: MIT
#include "daemon/runtime/servers/stream_server.hpp"

#include <sys/socket.h>
#include <aio/log.hpp>

#include <algorithm>
#include <cerrno>
#include <system_error>
#include <utility>

#include "daemon/runtime/failure.hpp"
#include "daemon/runtime/log/log_event.hpp"
#include "daemon/runtime/run_number.hpp"

namespace aio::runtime {
namespace {

constexpr int accepted_in_a_turn = 64;
constexpr std::chrono::milliseconds rest_without_resources{100};

Connections::Terms terms_of(const Prepared& what) {
  return {.protocol = what.protocol,
          .item = std::make_shared<const Item>(
              Item{"server/" + what.spec.name, what.spec.handler_name, 0}),
          .idle_timeout = what.spec.idle_timeout};
}

Outcome::Result result_of(const Connections::Left& connection) {
  if (!connection.failure.empty()) return Outcome::Result::failed;
  if (connection.why == std::errc::timed_out) return Outcome::Result::timeout;
  return connection.why ? Outcome::Result::failed : Outcome::Result::ok;
}

}  // namespace

StreamServer::StreamServer(Loop& loop,
                           Observer& observer,
                           Poller& poller,
                           Tally& connections,
                           Prepared prepared,
                           std::function<void()> on_drained,
                           LoopWatch* watch)
    : loop_(loop),
      observer_(observer),
      poller_(poller),
      tally_(connections),
      what_(std::move(prepared)),
      item_("server/" + what_.spec.name),
      on_drained_(std::move(on_drained)),
      watch_(watch),
      failure_lines_(loop, "server '" + what_.spec.name + "'"),
      connections_(loop, poller, counts_, *this, terms_of(what_)),
      accept_again_(loop, *this, &StreamServer::accept_again),
      cut_(loop, *this, &StreamServer::cut) {}

StreamServer::~StreamServer() {
  stop_accepting();
}

void StreamServer::begin() {
  Connections::Owner& server = *this;
  const std::size_t threads = what_.spec.workers > 1 ? what_.spec.workers : 0;
  for (std::size_t i = 0; i < threads; ++i)
    workers_.push_back(
        std::make_unique<WorkerThread>(loop_, server, counts_, terms_of(what_), watch_));
  accept();
}

void StreamServer::accept() {
  if (accepting_) return;
  poller_.watch(what_.listening.number(), EPOLLIN, *this);
  accepting_ = true;
}

void StreamServer::pause() noexcept {
  stop_accepting();
  loop_.cancel(accept_again_);
}

void StreamServer::resume() {
  accept();
}

void StreamServer::retire(std::chrono::nanoseconds drain) {
  retired_ = true;
  pause();
  what_.listening = {};
  if (drained())
    on_drained_();
  else
    cut_.start(drain);
}

ServerSnapshot StreamServer::snapshot() const {
  const Endpoint& shown = what_.listening ? what_.listening.bound() : what_.asked;
  return {.name = what_.spec.name,
          .type = shown.type,
          .handler = what_.spec.handler_name,
          .address = shown.address,
          .port = shown.port,
          .workers = what_.spec.workers,
          .connections = counts_.connections,
          .accepted = counts_.accepted,
          .refused = counts_.refused,
          .failures = counts_.failures,
          .idle_closed = counts_.idle_closed};
}

void StreamServer::ready(std::uint32_t) noexcept {
  for (int i = 0; i < accepted_in_a_turn && accepting_; ++i)
    if (!accept_one()) return;
}

bool StreamServer::accept_one() {
  socklen_t size = SocketAddress::capacity;
  Descriptor socket(
      accept4(what_.listening.number(), peer_.data(), &size, SOCK_NONBLOCK | SOCK_CLOEXEC));
  if (!socket) return accept_on_after(errno);
  peer_.resize(size);
  if (full())
    refuse();
  else
    take(std::move(socket), peer_);
  return true;
}

bool StreamServer::accept_on_after(int error) {
  switch (error) {
    case EAGAIN:
      return false;
    case EINTR:
    case ECONNABORTED:
    case EPROTO:
    case EPERM:  // a firewall's
      return true;
    default:
      rest_from_accepting(error);
      return false;
  }
}

// The connection stays in the queue and its event with it: to look again at once would spin.
void StreamServer::rest_from_accepting(int error) {
  stop_accepting();
  accept_again_.start(rest_without_resources);
  if (shortages_.passes(loop_.now()))
    log_event(log::Level::warning, LogEvent::accepting_paused,
              "server '{}': {}, accepting no connection for a moment", what_.spec.name,
              std::generic_category().message(error));
}

void StreamServer::accept_again() {
  try {
    accept();
  } catch (const std::system_error& error) {
    rest_from_accepting(error.code().value());
  }
}

void StreamServer::stop_accepting() noexcept {
  if (std::exchange(accepting_, false)) poller_.unwatch(what_.listening.number(), *this);
}

void StreamServer::refuse() {
  ++counts_.refused;
  observer_.connection_refused(event(0, peer_));
  if (refusals_.passes(loop_.now()))
    log_event(log::Level::warning, LogEvent::connections_refused,
              "server '{}': has {} connections, more are refused", what_.spec.name,
              what_.spec.max_connections);
}

void StreamServer::take(Descriptor socket, const SocketAddress& peer) {
  ++counts_.accepted;
  ++counts_.connections;
  tally_.enter();
  const std::uint64_t id = next_run_number();
  observer_.connection_opened(event(id, peer));
  deal(std::move(socket), peer, id);
}

ConnectionEvent StreamServer::event(std::uint64_t id, const SocketAddress& peer) const {
  return {
      .item = item_, .id = id, .peer = peer, .connections = counts_.connections, .at = loop_.now()};
}

// The least busy worker gets it.
void StreamServer::deal(Descriptor socket, const SocketAddress& peer, std::uint64_t id) {
  if (workers_.empty()) return connections_.open(std::move(socket), peer, id);
  const auto least = std::ranges::min_element(
      workers_, {}, [](const auto& worker) { return worker->connections(); });
  try {
    (*least)->open(std::move(socket), peer, id);
  } catch (...) {  // there was no memory to hand it over
    const std::string why = text_of_current();
    ++counts_.failures;
    failed(why);
    left({id, peer, {}, why});
  }
}

void StreamServer::left(const Connections::Left& connection) noexcept {
  --counts_.connections;
  ConnectionEvent closed = event(connection.id, connection.peer);
  const std::string error =
      connection.why && connection.failure.empty() ? connection.why.message() : connection.failure;
  closed.error = error;
  closed.result = result_of(connection);
  observer_.connection_closed(closed);
  tally_.leave();
  if (drained()) on_drained_();
}

void StreamServer::failed(const std::string& text) noexcept {
  observer_.failed(item_, text);
  const Item item{item_, what_.spec.handler_name};
  const detail::ItemScope scope(&item);
  failure_lines_.tell(text, ", the connection is closed");
}

void StreamServer::cut() {
  log::warning("server '{}': {} connections did not end in time, cutting them", what_.spec.name,
               counts_.connections.load());
  connections_.cut();
  for (const auto& worker : workers_) worker->cut();
}

}  // namespace aio::runtime

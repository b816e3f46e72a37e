// SPDX-License-Identifier: MIT
#include "daemon/runtime/servers/connections.hpp"

#include <aio/error.hpp>
#include <aio/log.hpp>

#include <utility>

#include "daemon/runtime/failure.hpp"

namespace aio::runtime {
namespace {

// An idle connection is found between one idle_timeout and a quarter more after something moved.
constexpr int looks_in_a_timeout = 4;

}  // namespace

Connections::Connections(
    Loop& loop, Poller& poller, ServerCounts& counts, Owner& owner, Terms terms)
    : loop_(loop),
      poller_(poller),
      counts_(counts),
      owner_(owner),
      terms_(std::move(terms)),
      reap_(loop, *this, &Connections::reap),
      look_(loop, *this, &Connections::look) {}

Connections::~Connections() = default;

void Connections::open(Descriptor socket, const SocketAddress& peer, std::uint64_t id) noexcept {
  Connection* held = nullptr;
  try {
    held = &hold(std::move(socket), peer, id);
  } catch (...) {
    const std::string why = text_of_current();
    failed(why);
    return owner_.left({id, peer, {}, why});
  }
  held->begin();
}

Connection& Connections::hold(Descriptor socket, const SocketAddress& peer, std::uint64_t id) {
  const detail::ItemScope scope(terms_.item.get());
  auto protocol = terms_.protocol();
  if (!protocol) throw Error(Fault::failed, "the protocol's factory returned nothing");
  Connection::Owner& owner = *this;
  auto connection = std::make_unique<Connection>(loop_, poller_, owner, std::move(socket), peer,
                                                 std::move(protocol), terms_.item);
  Connection& held = *connection;
  connections_.emplace(&held, Held{std::move(connection), id});
  if (terms_.idle_timeout.count() > 0 && !look_.armed())
    look_.start(terms_.idle_timeout / looks_in_a_timeout);
  return held;
}

void Connections::cut() noexcept {
  for (const auto& [connection, owned] : connections_) connection->cut();
}

void Connections::lost(Connection& connection) noexcept {
  lost_.push_back(&connection);
  reap_.start_now();
}

void Connections::failed(Connection& connection, const std::string& text) noexcept {
  if (const auto held = connections_.find(&connection); held != connections_.end())
    if (!held->second.failure) held->second.failure = std::make_unique<std::string>(text);
  failed(text);
}

void Connections::failed(const std::string& text) noexcept {
  ++counts_.failures;
  owner_.failed(text);
}

// A connection whose tasks have not ended is lost once more when they have.
void Connections::reap() {
  reaped_.swap(lost_);
  for (Connection* connection : reaped_) {
    connection->farewell();
    if (connection->settled()) let_go(*connection);
  }
  reaped_.clear();
}

void Connections::let_go(Connection& connection) {
  const auto held = connections_.find(&connection);
  if (held == connections_.end()) return;
  const auto& failure = held->second.failure;
  const Left left{held->second.id, connection.peer_address(), connection.why(),
                  failure ? *failure : std::string()};
  connections_.erase(held);
  owner_.left(left);
}

void Connections::look() {
  for (const auto& [connection, owned] : connections_)
    if (connection->looks_since_it_moved() >= looks_in_a_timeout && connection->expire()) {
      ++counts_.idle_closed;
      log::debug("{}: nothing moved for idle_timeout, closed {}", terms_.item->name,
                 connection->peer());
    }
  if (!connections_.empty()) look_.start(terms_.idle_timeout / looks_in_a_timeout);
}

}  // namespace aio::runtime

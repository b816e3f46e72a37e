// SPDX-License-Identifier: MIT
#include "daemon/runtime/servers.hpp"

#include <aio/error.hpp>

#include <algorithm>
#include <utility>

#include "daemon/runtime/tcp_server.hpp"

namespace aio::runtime {
namespace {

constexpr int default_backlog = 511;

/// What create_server() makes: a Server of ours, until Servers takes it apart.
class OpenServer final : public Server::Listener {
 public:
  OpenServer(ProtocolFactory protocol, Listening listening)
      : protocol(std::move(protocol)), listening(std::move(listening)) {}

  ProtocolFactory protocol;
  Listening listening;
};

}  // namespace

/// A socket that is open already, for the factory that is about to ask for its address and port.
/// Lives in the coroutine that awaits the factory.
class Servers::Offer {
 public:
  Offer(std::list<Offer*>& offers, const plan::ServerSpec& spec, Listening listening)
      : offers_(offers),
        wanted_{spec.address, spec.port},
        listening_(std::move(listening)),
        place_(offers.insert(offers.end(), this)) {}
  Offer(const Offer&) = delete;
  ~Offer() { offers_.erase(place_); }

  bool suits(const Endpoint& wanted) const { return listening_ && wanted == wanted_; }
  Listening take() { return std::move(listening_); }

 private:
  std::list<Offer*>& offers_;
  Endpoint wanted_;
  Listening listening_;
  std::list<Offer*>::iterator place_;
};

Servers::Servers(EventLoop& loop, Observer& observer)
    : loop_(loop),
      observer_(observer),
      poller_(loop.context()),
      forget_drained_(loop, *this, &Servers::forget_drained) {}

Servers::~Servers() = default;

task<Prepared> Servers::prepare(plan::ServerSpec spec,
                                std::optional<int> passed_fd,
                                std::string running) {
  Listening listening = take_over(spec, passed_fd, running);
  if (!spec.enabled) co_return Prepared{std::move(spec), {}, {}};
  ProtocolFactory protocol;
  if (spec.protocol) protocol = co_await spec.protocol();
  if (spec.factory)
    co_return co_await made_by_factory(std::move(spec), std::move(protocol), std::move(listening));
  if (!protocol) throw Error(Fault::failed, spec.handler_name + " returned no protocol");
  if (!listening) listening = Listening::open(spec.address, spec.port, spec.backlog);
  co_return Prepared{std::move(spec), std::move(protocol), std::move(listening)};
}

// By address, since a server that is renamed, or that trades its port with another one in the same
// change, could not bind what is bound still. Only with port 0 the socket belongs to the name.
Listening Servers::take_over(const plan::ServerSpec& spec,
                             std::optional<int> passed_fd,
                             std::string_view running) const {
  if (passed_fd) return Listening::adopt(*passed_fd);
  for (const auto& [name, server] : serving_) {
    const bool same = server->spec().address == spec.address && server->spec().port == spec.port;
    if (same && server->listening() && (spec.port != 0 || name == running))
      return server->listening().duplicate();
  }
  return {};
}

task<Prepared> Servers::made_by_factory(plan::ServerSpec spec,
                                        ProtocolFactory protocol,
                                        Listening offered) {
  const Offer offer(offers_, spec, std::move(offered));
  Server server = co_await spec.factory(spec.name, protocol, spec.address, spec.port);
  const auto made = server.release();
  auto* open = dynamic_cast<OpenServer*>(made.get());
  if (open == nullptr) throw Error(Fault::failed, spec.handler_name + " returned no server");
  co_return Prepared{std::move(spec), std::move(open->protocol), std::move(open->listening)};
}

task<Server> Servers::create_server(ProtocolFactory protocol,
                                    std::string address,
                                    std::uint16_t port) {
  if (!protocol) throw Error(Fault::refused, "a server needs a protocol");
  const Endpoint wanted{address, port};
  const auto offer = std::ranges::find_if(offers_, [&](Offer* o) { return o->suits(wanted); });
  Listening listening =
      offer != offers_.end() ? (*offer)->take() : Listening::open(address, port, default_backlog);
  co_return Server(std::make_unique<OpenServer>(std::move(protocol), std::move(listening)));
}

void Servers::serve(Prepared prepared, std::chrono::nanoseconds drain) {
  const std::string name = prepared.spec.name;
  const int backlog = prepared.spec.backlog;
  if (prepared.listening && backlog > 0) prepared.listening.backlog(backlog);
  auto server =
      std::make_unique<TcpServer>(loop_, observer_, poller_, connections_, std::move(prepared),
                                  [this] { forget_drained_.start_now(); });
  server->begin();
  retire(name, drain);
  serving_.emplace(name, std::move(server));
}

void Servers::retire(std::string_view name, std::chrono::nanoseconds drain) {
  const auto found = serving_.find(name);
  if (found == serving_.end()) return;
  draining_.push_back(std::move(found->second));
  serving_.erase(found);
  draining_.back()->retire(drain);
}

ServerSnapshot Servers::snapshot(std::string_view name) const {
  const auto found = serving_.find(name);
  if (found == serving_.end())
    throw Error(Fault::not_found, "there is no server '" + std::string(name) + "'");
  return found->second->snapshot();
}

std::optional<ServerSnapshot> Servers::find_snapshot(std::string_view name) const {
  const auto found = serving_.find(name);
  return found == serving_.end() ? std::nullopt : std::optional(found->second->snapshot());
}

std::vector<std::string> Servers::names() const {
  std::vector<std::string> names;
  names.reserve(serving_.size());
  for (const auto& [name, item] : serving_) names.push_back(name);
  return names;
}

std::vector<ServerSnapshot> Servers::snapshots() const {
  std::vector<ServerSnapshot> all;
  all.reserve(serving_.size());
  for (const auto& [name, server] : serving_) all.push_back(server->snapshot());
  return all;
}

task<> Servers::stop(std::chrono::nanoseconds drain) {
  while (!serving_.empty()) retire(serving_.begin()->first, drain);
  while (connections_.count() > 0) co_await connections_.empty();
  draining_.clear();  // now, since their protocols are code that may be unloaded after this
}

void Servers::forget_drained() {
  std::erase_if(draining_, [](const auto& server) { return server->drained(); });
}

}  // namespace aio::runtime

// SPDX-License-Identifier: MIT
#include "daemon/runtime/servers/servers.hpp"

#include <aio/error.hpp>

#include <algorithm>
#include <utility>

#include "daemon/runtime/servers/datagram_server.hpp"
#include "daemon/runtime/servers/stream_server.hpp"

namespace aio::runtime {
namespace {

void add_counts(ServerSnapshot& to, const ServerSnapshot& more) {
  to.accepted += more.accepted;
  to.refused += more.refused;
  to.failures += more.failures;
  to.idle_closed += more.idle_closed;
  to.datagrams_received += more.datagrams_received;
  to.datagrams_sent += more.datagrams_sent;
  to.datagrams_dropped += more.datagrams_dropped;
}

}  // namespace

Servers::Servers(EventLoop& loop, Observer& observer)
    : loop_(loop),
      observer_(observer),
      poller_(loop.context()),
      forget_drained_(loop, *this, &Servers::forget_drained) {}

Servers::~Servers() = default;

bool Servers::is_to_be_open(const plan::ServerSpec& spec) const {
  const auto found = declared_.find(spec.name);
  const auto wanted = found == declared_.end() ? std::nullopt : found->second.wanted;
  return wanted.value_or(spec.enabled);
}

void Servers::serve(Prepared prepared, std::chrono::nanoseconds drain) {
  plan::ServerSpec spec = prepared.spec;
  std::unique_ptr<RunningServer> server;
  if (prepared.listening) {
    prepared.listening.apply(prepared.opening);
    server = running(std::move(prepared));
    server->begin();
  }
  Declared& declared = declared_[spec.name];
  if (server && declared.paused) server->pause();
  let_go(declared, drain);
  declared.spec = std::move(spec);
  declared.waiting = false;
  declared.server = std::move(server);
}

void Servers::wait_for(const std::vector<plan::ServerSpec>& specs) {
  std::erase_if(declared_, [&](const auto& entry) {
    const auto& [name, declared] = entry;
    return declared.waiting &&
           std::ranges::find(specs, name, &plan::ServerSpec::name) == specs.end();
  });
  for (const plan::ServerSpec& spec : specs) {
    Declared& declared = declared_[spec.name];
    declared.spec = spec;
    declared.waiting = true;
  }
}

std::vector<Servers::Socket> Servers::sockets() const {
  std::vector<Socket> all;
  for (const auto& [name, declared] : declared_) {
    if (!declared.server) continue;
    const Prepared& what = declared.server->what();
    if (what.listening && what.asked == declared.spec.endpoint())
      all.push_back({name, what.listening.number()});
  }
  return all;
}

void Servers::leave_files() const noexcept {
  for (const auto& [name, declared] : declared_)
    if (declared.server) declared.server->what().listening.leave_file();
}

std::unique_ptr<RunningServer> Servers::running(Prepared prepared) {
  const auto on_drained = [this] { forget_drained_.start_now(); };
  if (prepared.datagram_protocol)
    return std::make_unique<DatagramServer>(loop_, observer_, poller_, tally_, std::move(prepared),
                                            on_drained);
  return std::make_unique<StreamServer>(loop_, observer_, poller_, tally_, std::move(prepared),
                                        on_drained, watch_);
}

void Servers::retire(std::string_view name, std::chrono::nanoseconds drain) {
  const auto found = declared_.find(name);
  if (found == declared_.end()) return;
  let_go(found->second, drain);
  declared_.erase(found);
}

// Its counts go on under its name.
void Servers::let_go(Declared& declared, std::chrono::nanoseconds drain) {
  if (!declared.server) return;
  add_counts(declared.before, declared.server->snapshot());
  draining_.push_back(std::move(declared.server));
  draining_.back()->retire(drain);
}

void Servers::pause(std::string_view name) {
  Declared& declared = find(name);
  declared.paused = true;
  if (declared.server) declared.server->pause();
}

void Servers::resume(std::string_view name) {
  Declared& declared = find(name);
  declared.paused = false;
  if (declared.server) declared.server->resume();
}

task<> Servers::start(std::string name, Circumstances circumstances) {
  Declared& declared = find(name);
  const auto before = std::exchange(declared.wanted, true);
  const bool closed =  // by its own Protocol
      declared.server && declared.server->snapshot().state == ServerState::stopped;
  if (closed) let_go(declared, {});
  if (declared.server) co_return;
  try {
    Prepared prepared = co_await prepare(declared.spec, std::move(circumstances));
    find(name);  // the app may have stopped meanwhile, and all of them are gone
    serve(std::move(prepared), {});
  } catch (...) {
    const auto found = declared_.find(name);
    if (found != declared_.end()) found->second.wanted = before;
    throw;
  }
}

void Servers::stop(std::string_view name, std::chrono::nanoseconds drain) {
  Declared& declared = find(name);
  declared.wanted = false;
  let_go(declared, drain);
}

Servers::Declared& Servers::find(std::string_view name) {
  const auto found = declared_.find(name);
  if (found == declared_.end())
    throw Error(Fault::not_found, "there is no server '" + std::string(name) + "'");
  return found->second;
}

const plan::ServerSpec& Servers::spec(std::string_view name) {
  return find(name).spec;
}

ServerSnapshot Servers::snapshot(std::string_view name) const {
  if (auto snapshot = find_snapshot(name)) return std::move(*snapshot);
  throw Error(Fault::not_found, "there is no server '" + std::string(name) + "'");
}

std::optional<ServerSnapshot> Servers::find_snapshot(std::string_view name) const {
  const auto found = declared_.find(name);
  return found == declared_.end() ? std::nullopt : std::optional(snapshot_of(found->second));
}

ServerSnapshot Servers::snapshot_of(const Declared& declared) {
  const plan::ServerSpec& spec = declared.spec;
  ServerSnapshot snapshot{.name = spec.name,
                          .type = spec.type,
                          .handler = spec.handler_name,
                          .address = spec.address,
                          .port = spec.port,
                          .workers = spec.workers};
  if (declared.server)
    snapshot = declared.server->snapshot();
  else if (declared.wanted == false)
    snapshot.state = ServerState::stopped;
  else
    snapshot.state = declared.waiting ? ServerState::waiting : ServerState::disabled;
  if (declared.paused && snapshot.state == ServerState::listening)
    snapshot.state = ServerState::paused;
  snapshot.enabled = spec.enabled;
  add_counts(snapshot, declared.before);
  return snapshot;
}

std::vector<std::string> Servers::names(const std::string* after, std::size_t most) const {
  std::vector<std::string> names;
  auto next = after != nullptr ? declared_.upper_bound(*after) : declared_.begin();
  for (; next != declared_.end() && names.size() < most; ++next) names.push_back(next->first);
  return names;
}

std::vector<ServerSnapshot> Servers::snapshots() const {
  std::vector<ServerSnapshot> all;
  all.reserve(declared_.size());
  for (const auto& [name, declared] : declared_) all.push_back(snapshot_of(declared));
  return all;
}

task<> Servers::stop(std::chrono::nanoseconds drain) {
  while (!declared_.empty()) retire(declared_.begin()->first, drain);
  while (tally_.count() > 0) co_await tally_.empty();
  draining_.clear();  // now, since their protocols are code that may be unloaded after this
}

void Servers::forget_drained() {
  std::erase_if(draining_, [](const auto& server) { return server->drained(); });
}

}  // namespace aio::runtime

// SPDX-License-Identifier: MIT
// How a server comes to be ready: its protocol, its factory, its socket.
#include <aio/error.hpp>

#include <algorithm>
#include <utility>

#include "daemon/runtime/servers/offer.hpp"
#include "daemon/runtime/servers/servers.hpp"

namespace aio::runtime {
namespace {

/// What create_server() makes: a Server of ours, until Servers takes it apart.
class OpenServer final : public Server::Listener {
 public:
  OpenServer(ProtocolFactory protocol, Listening listening, Endpoint asked, ServerOptions options)
      : protocol(std::move(protocol)),
        listening(std::move(listening)),
        asked(std::move(asked)),
        options(std::move(options)) {}

  ProtocolFactory protocol;
  Listening listening;
  Endpoint asked;
  ServerOptions options;
};

// What a factory said counts, what it left out is as the section has it.
void apply(const ServerOptions& options, Prepared& to) {
  to.spec.max_connections = options.max_connections.value_or(to.spec.max_connections);
  to.spec.idle_timeout = options.idle_timeout.value_or(to.spec.idle_timeout);
  to.opening.backlog = options.backlog.value_or(to.spec.backlog);
  to.opening.access.mode = options.mode;
}

std::unique_ptr<Protocol> made(const ProtocolFactory& factory, const std::string& handler) {
  auto protocol = factory();
  if (!protocol) throw Error(Fault::failed, handler + " returned no protocol");
  return protocol;
}

}  // namespace

task<Prepared> Servers::prepare(plan::ServerSpec spec, Circumstances circumstances) {
  Prepared prepared{.asked = spec.endpoint(),
                    .opening = {spec.backlog, {spec.mode, circumstances.owner}}};
  Listening listening = take_over(spec, circumstances);
  const bool open = is_to_be_open(spec);
  prepared.spec = std::move(spec);
  if (!open) co_return prepared;
  if (prepared.spec.protocol) prepared.protocol = co_await prepared.spec.protocol();
  if (prepared.spec.factory) {
    prepared = co_await made_by_factory(std::move(prepared), std::move(listening));
  } else {
    if (!prepared.protocol)
      throw Error(Fault::failed, prepared.spec.handler_name + " returned no protocol");
    prepared.listening =
        listening ? std::move(listening) : Listening::open(prepared.asked, prepared.opening);
  }
  if (is_datagram(prepared.listening.bound().type))
    prepared.datagram_protocol = made(prepared.protocol, prepared.spec.handler_name);
  co_return prepared;
}

// By address, since a server that is renamed, or that trades its port with another one in the same
// change, could not bind what is bound still. Only with port 0 the socket belongs to the name.
Listening Servers::take_over(const plan::ServerSpec& spec,
                             const Circumstances& circumstances) const {
  if (circumstances.passed_fd)
    return circumstances.was_ours ? Listening::take_back(*circumstances.passed_fd)
                                  : Listening::adopt(*circumstances.passed_fd);
  const Endpoint wanted = spec.endpoint();
  const bool any_port = !is_unix(wanted.type) && wanted.port == 0;
  for (const auto& [name, declared] : declared_) {
    if (!declared.server) continue;
    const Prepared& what = declared.server->what();
    if (what.asked == wanted && what.listening && (!any_port || name == circumstances.running))
      return what.listening.duplicate();
  }
  return {};
}

task<Prepared> Servers::made_by_factory(Prepared prepared, Listening offered) {
  const Offer offer(offers_, prepared.asked, std::move(offered));
  const auto& [address, port, type] = prepared.asked;
  Server server =
      co_await prepared.spec.factory(prepared.spec.name, prepared.protocol, address, port);
  const auto made = server.release();
  auto* open = dynamic_cast<OpenServer*>(made.get());
  if (open == nullptr)
    throw Error(Fault::failed, prepared.spec.handler_name + " returned no server");
  prepared.protocol = std::move(open->protocol);
  prepared.listening = std::move(open->listening);
  prepared.asked = std::move(open->asked);
  apply(open->options, prepared);
  co_return prepared;
}

task<Server> Servers::create_server(ProtocolFactory protocol,
                                    Endpoint endpoint,
                                    ServerOptions options,
                                    Ownership owner) {
  if (!protocol) throw Error(Fault::refused, "a server needs a protocol");
  const auto offer = std::ranges::find_if(offers_, [&](Offer* o) { return o->suits(endpoint); });
  Opening opening{.access = {options.mode, owner}};
  if (options.backlog) opening.backlog = *options.backlog;
  Listening listening =
      offer != offers_.end() ? (*offer)->take() : Listening::open(endpoint, opening);
  co_return Server(std::make_unique<OpenServer>(std::move(protocol), std::move(listening),
                                                std::move(endpoint), std::move(options)));
}

}  // namespace aio::runtime

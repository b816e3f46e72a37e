// SPDX-License-Identifier: MIT
#include "daemon/plan/parse_sections.hpp"

#include <algorithm>
#include <utility>

#include "daemon/plan/shared_address.hpp"

namespace aio::plan {
namespace {

ServerType type_of(const std::string& word, Keys& keys) {
  for (const ServerType type :
       {ServerType::tcp, ServerType::udp, ServerType::unix_stream, ServerType::unix_datagram})
    if (word == aio::word(type)) return type;
  keys.unsound();
  return ServerType::tcp;
}

// Only the keys of its type are read: another one's value makes it no other server.
void read_address(Keys& keys, ServerSpec& spec) {
  if (!is_unix(spec.type)) {
    spec.address = keys.text("address");
    spec.port = static_cast<std::uint16_t>(keys.count("port"));
    return;
  }
  spec.address = keys.text("path");
  if (spec.address.empty()) keys.unsound();
  spec.mode = keys.mode("mode");
  spec.user = keys.text("user");
  spec.group = keys.text("group");
}

void read_limits(Keys& keys, ServerSpec& spec) {
  if (is_datagram(spec.type)) return;
  spec.backlog = static_cast<int>(keys.count("backlog"));
  spec.max_connections = keys.count("max_connections");
  spec.idle_timeout = keys.span_if_any("idle_timeout").value_or(std::chrono::nanoseconds(0));
  spec.workers = keys.count("workers");
}

// The bytes of a connection are its program's: nobody here sees whether any move, and a thread more
// would not make processes.
void refuse_for_program(Keys& keys, const ServerSpec& spec, Functions& functions) {
  const auto refuse = [&](const std::string& option, const std::string& why) {
    functions.add_mistake(keys.place(option), "'" + option + "' " + why);
    keys.unsound();
  };
  if (is_datagram(spec.type))
    refuse("protocol", "is a program, which answers connections, and type " +
                           std::string(word(spec.type)) + " has only datagrams");
  if (spec.idle_timeout.count() > 0)
    refuse("idle_timeout", "is not for a program: 'timeout' limits its time");
  if (spec.workers > 1) refuse("workers", "is not for a program: each connection has a process");
  if (!spec.factory) return;
  refuse("factory", "makes nothing of a program: give one of the two");
}

// What the protocol that the section names can do: a factory makes its own choices, but not these.
void refuse_unfit_protocol(Keys& keys, const ServerSpec& spec, Functions& functions) {
  const ProtocolFunction::Traits& traits = spec.protocol.traits();
  const auto refuse = [&](std::string_view option, std::string why) {
    functions.add_mistake(keys.place(option), std::move(why));
    keys.unsound();
  };
  const std::string count = "'workers' is " + std::to_string(spec.workers);
  if (spec.workers > 1 && !spec.protocol)
    refuse("workers",
           count + ", which needs a 'protocol' that its module registers with aio::thread_safe");
  else if (spec.workers > 1 && !traits.thread_safe)
    refuse("workers",
           count + ", which needs a protocol that its module registers with aio::thread_safe; '" +
               keys.text("protocol") + "' is not");
  if (is_datagram(spec.type) && traits.connections_only)
    refuse("protocol", "'" + keys.text("protocol") + "' is a coroutine of a connection, and type " +
                           std::string(word(spec.type)) + " has only datagrams");
}

}  // namespace

std::optional<ServerSpec> parse_server(const conf::Config& config,
                                       const std::string& section,
                                       const std::string& name,
                                       Functions& functions) {
  Keys keys(config, section);
  ServerSpec spec{.name = name};
  spec.type = type_of(keys.text("type"), keys);
  read_address(keys, spec);
  read_limits(keys, spec);
  const std::string factory = keys.text("factory");
  spec.handler_name = factory.empty() ? keys.text("protocol") : factory;
  spec.protocol = function_of<ProtocolFunction>(keys, "protocol", functions);
  spec.factory = function_of<ServerFactory>(keys, "factory", functions);
  spec.enabled = keys.boolean("enabled");
  if (names_program(keys.text("protocol"))) {
    spec.max_connections = std::min<std::size_t>(spec.max_connections, keys.count("max_instances"));
    refuse_for_program(keys, spec, functions);
  } else {
    refuse_program_keys(config, section, functions);
    if (keys.sound()) refuse_unfit_protocol(keys, spec, functions);
  }
  spec.fingerprint = keys.fingerprint();
  if (!keys.sound() || (!spec.protocol && !spec.factory)) return std::nullopt;
  return spec;
}

void refuse_shared_addresses(const conf::Config& config,
                             std::vector<ServerSpec>& servers,
                             Functions& functions) {
  TakenAddresses addresses;
  std::erase_if(servers, [&](const ServerSpec& server) {
    const auto other = server.enabled ? addresses.take(server) : std::nullopt;
    if (!other) return false;
    const bool unix = is_unix(server.type);
    std::string what = "server '" + server.name + "' has the address of server '" + other->name +
                       "': " + server.address;
    if (other->address != server.address) what += " and " + other->address;
    if (!unix) what += " port " + std::to_string(server.port);
    functions.add_mistake(config.place("server/" + server.name, unix ? "path" : "port"),
                          std::move(what));
    return true;
  });
}

}  // namespace aio::plan

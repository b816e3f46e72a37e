// SPDX-License-Identifier: MIT
#include "daemon/plan/parse_sections.hpp"

#include <map>
#include <utility>

namespace aio::plan {

std::optional<ServerSpec> parse_server(const conf::Config& config,
                                       const std::string& section,
                                       const std::string& name,
                                       Functions& functions) {
  Keys keys(config, section);
  const std::string factory = keys.text("factory");
  ServerSpec spec{.name = name,
                  .address = keys.text("address"),
                  .port = static_cast<std::uint16_t>(keys.count("port")),
                  .handler_name = factory.empty() ? keys.text("protocol") : factory,
                  .protocol = function_of<ProtocolFunction>(keys, "protocol", functions),
                  .factory = function_of<ServerFactory>(keys, "factory", functions),
                  .backlog = static_cast<int>(keys.count("backlog")),
                  .max_connections = keys.count("max_connections"),
                  .enabled = keys.boolean("enabled"),
                  .fingerprint = keys.fingerprint()};
  if (!keys.sound() || (!spec.protocol && !spec.factory)) return std::nullopt;
  return spec;
}

void refuse_shared_addresses(const conf::Config& config,
                             std::vector<ServerSpec>& servers,
                             Functions& functions) {
  std::map<std::pair<std::string, std::uint16_t>, std::string> taken;
  std::erase_if(servers, [&](const ServerSpec& server) {
    if (!server.enabled || server.port == 0) return false;
    const auto [other, first] = taken.try_emplace({server.address, server.port}, server.name);
    if (!first)
      functions.add_mistake(config.place("server/" + server.name, "port"),
                            "server '" + server.name + "' has the address of server '" +
                                other->second + "': " + server.address + " port " +
                                std::to_string(server.port));
    return !first;
  });
}

}  // namespace aio::plan

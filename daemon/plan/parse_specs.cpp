// SPDX-License-Identifier: MIT
#include "daemon/plan/parse_specs.hpp"

#include <aio/error.hpp>

#include <map>
#include <optional>
#include <string_view>
#include <utility>

#include "conf/values.hpp"
#include "daemon/plan/keys.hpp"
#include "daemon/plan/parse_handler.hpp"

namespace aio::plan {
namespace {

// What each kind of function is called where a Problem says which one was expected.
template <class Function>
constexpr std::string_view expected_kind = "";
template <>
constexpr std::string_view expected_kind<ScheduleFunction> = "a schedule function";
template <>
constexpr std::string_view expected_kind<ListenerFunction> = "a listener";
template <>
constexpr std::string_view expected_kind<ProtocolFunction> = "a protocol";
template <>
constexpr std::string_view expected_kind<ServerFactory> = "a server factory";

/// Turns the text of handlers into functions, with a Finding for each that cannot be.
class Functions {
 public:
  Functions(Catalog& catalog, Findings& findings) : catalog_(catalog), findings_(findings) {}

  template <class Function>
  const Function* find(std::string_view text, const conf::Place& place) {
    const HandlerText handler = parse_handler(text);
    if (!handler.mistake.empty()) return mistake<Function>(place, handler.mistake);
    try {
      const Catalog::Found found = catalog_.find(handler.dotted);
      if (const auto* function = std::get_if<Function>(found.definition)) return function;
      return mistake<Function>(place, "'" + handler.dotted + "' is a " + found.kind +
                                          ", expected " + std::string(expected_kind<Function>));
    } catch (const Error& error) {
      auto& list = error.fault() == Fault::not_found ? findings_.mistakes : findings_.missing;
      list.push_back({place, error.what()});
      return nullptr;
    }
  }

  void add_mistake(conf::Place place, std::string what) {
    findings_.mistakes.push_back({std::move(place), std::move(what)});
  }

 private:
  template <class Function>
  const Function* mistake(const conf::Place& place, std::string what) {
    findings_.mistakes.push_back({place, std::move(what)});
    return nullptr;
  }

  Catalog& catalog_;
  Findings& findings_;
};

/// The function of an option that may be absent; the section is unsound when it names a wrong one.
template <class Function>
Function function_of(Keys& keys, std::string_view option, Functions& functions) {
  const std::string text = keys.text(option);
  if (text.empty()) return {};
  const auto* function = functions.find<Function>(text, keys.place(option));
  keys.add_identity(function);
  return function ? *function : Function();
}

Overlap overlap_of(Keys& keys) {
  return keys.text("overlap") == "parallel" ? Overlap::parallel : Overlap::skip;
}

std::optional<ScheduleSpec> parse_schedule(const conf::Config& config,
                                           const std::string& section,
                                           const std::string& name,
                                           Functions& functions) {
  Keys keys(config, section);
  ScheduleSpec spec{.name = name,
                    .every = keys.span("every"),
                    .func_name = keys.text("func"),
                    .func = function_of<ScheduleFunction>(keys, "func", functions),
                    .overlap = overlap_of(keys),
                    .enabled = keys.boolean("enabled"),
                    .fingerprint = keys.fingerprint()};
  if (!keys.sound() || !spec.func || spec.every.count() <= 0) return std::nullopt;
  return spec;
}

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

void parse_listeners(const conf::Config& config,
                     const std::string& section,
                     const std::string& name,
                     Functions& functions,
                     std::vector<ListenerSpec>& listeners) {
  Keys keys(config, section);
  for (const std::string& option : config.own_options(section)) {
    for (const std::string& handler : conf::parse_list(keys.text(option))) {
      if (auto function = functions.find<ListenerFunction>(handler, keys.place(option)))
        listeners.push_back({name, config.written(section, option), handler, *function});
    }
  }
}

// Two servers cannot listen at one place, which is better said before the kernel says it. The first
// one has it.
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

/// NAME when `section` is [prefix/NAME].
std::optional<std::string> name_in(const std::string& section, std::string_view prefix) {
  if (!section.starts_with(prefix)) return std::nullopt;
  return section.substr(prefix.size());
}

}  // namespace

Specs parse_specs(const conf::Config& config, Catalog& catalog, Findings& findings) {
  Specs specs;
  Functions functions(catalog, findings);
  for (const std::string& section : config.sections()) {
    if (const auto name = name_in(section, "schedule/")) {
      if (auto spec = parse_schedule(config, section, *name, functions))
        specs.schedules.push_back(std::move(*spec));
    } else if (const auto name = name_in(section, "server/")) {
      if (auto spec = parse_server(config, section, *name, functions))
        specs.servers.push_back(std::move(*spec));
    } else if (const auto name = name_in(section, "listen/")) {
      parse_listeners(config, section, *name, functions, specs.listeners);
    }
  }
  refuse_shared_addresses(config, specs.servers, functions);
  return specs;
}

}  // namespace aio::plan

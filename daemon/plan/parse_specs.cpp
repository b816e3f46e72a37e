// SPDX-License-Identifier: MIT
#include "daemon/plan/parse_specs.hpp"

#include <optional>
#include <string_view>
#include <utility>

#include "daemon/plan/parse_logging.hpp"
#include "daemon/plan/parse_sections.hpp"

namespace aio::plan {
namespace {

/// NAME when `section` is [prefix/NAME].
std::optional<std::string> name_in(const std::string& section, std::string_view prefix) {
  if (!section.starts_with(prefix)) return std::nullopt;
  return section.substr(prefix.size());
}

}  // namespace

Specs parse_specs(const conf::Config& config, Catalog& catalog, Findings& findings) {
  Specs specs;
  Functions functions(catalog, findings);
  ScheduleRules rules;
  const SignalSections signals = signal_sections(config);
  for (const std::string& section : config.sections()) {
    if (const auto name = name_in(section, "schedule/")) {
      if (auto spec = parse_schedule(config, section, *name, functions, rules))
        specs.schedules.push_back(std::move(*spec));
    } else if (const auto name = name_in(section, "server/")) {
      if (auto spec = parse_server(config, section, *name, functions))
        specs.servers.push_back(std::move(*spec));
    } else if (const auto name = name_in(section, "listen/")) {
      parse_listeners(config, section, *name, signals, functions, specs.listeners);
    } else if (const auto name = name_in(section, "signal/")) {
      if (auto spec = parse_signal(config, section, *name))
        specs.signals.push_back(std::move(*spec));
    }
  }
  specs.logging = parse_logging(config, findings);
  refuse_shared_addresses(config, specs.servers, functions);
  refuse_second_policies(config, specs.signals, functions);
  return specs;
}

}  // namespace aio::plan

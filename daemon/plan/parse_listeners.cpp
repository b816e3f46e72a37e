// SPDX-License-Identifier: MIT
#include "conf/names.hpp"
#include "conf/values.hpp"
#include "daemon/plan/parse_sections.hpp"

namespace aio::plan {
namespace {

constexpr std::string_view prefix = "signal/";

// Of a signal without one, the defaults of the key table.
std::string settings_of(const std::string& signal, const SignalSections& signals) {
  const auto found = signals.find(conf::fold(signal));
  return found == signals.end() ? std::string(prefix) : found->second;
}

}  // namespace

SignalSections signal_sections(const conf::Config& config) {
  SignalSections sections;
  for (const std::string& section : config.sections())
    if (section.starts_with(prefix))
      sections.try_emplace(conf::fold(section.substr(prefix.size())), section);
  return sections;
}

void parse_listeners(const conf::Config& config,
                     const std::string& section,
                     const std::string& name,
                     const SignalSections& signals,
                     Functions& functions,
                     std::vector<ListenerSpec>& listeners) {
  Keys keys(config, section);
  for (const std::string& option : config.own_options(section)) {
    Keys settings(config, settings_of(option, signals));
    for (const std::string& handler : conf::parse_list(keys.text(option))) {
      const auto* function =
          functions.find<ListenerFunction>(handler, keys.place(option), settings);
      if (function != nullptr && settings.sound())
        listeners.push_back({name, config.written(section, option), handler, *function});
    }
  }
}

}  // namespace aio::plan

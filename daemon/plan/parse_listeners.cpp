// SPDX-License-Identifier: MIT
#include "daemon/plan/parse_sections.hpp"

#include "conf/values.hpp"

namespace aio::plan {

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

}  // namespace aio::plan

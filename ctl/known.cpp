// SPDX-License-Identifier: MIT
#include "ctl/known.hpp"

#include <variant>

#include "conf/key_facts.hpp"

namespace aio::ctl {

Properties properties_of(const conf::Facts& facts) {
  Properties properties;
  for (const auto& [name, fact] : facts)
    std::visit([&, &key = name](const auto& held) { properties.emplace_back(key, held); }, fact);
  return properties;
}

std::vector<Properties> properties_of(const std::vector<conf::Facts>& each) {
  std::vector<Properties> all;
  for (const conf::Facts& facts : each) all.push_back(properties_of(facts));
  return all;
}

std::vector<Properties> known_keys(const conf::ModuleKeys* declared) {
  return properties_of(conf::facts_of_keys(declared));
}

}  // namespace aio::ctl

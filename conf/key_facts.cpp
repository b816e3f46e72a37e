// SPDX-License-Identifier: MIT
#include "conf/key_facts.hpp"

#include "conf/key_types.hpp"

namespace aio::conf {
Facts facts_of(const Key& key) {
  const bool is_family = key.section.ends_with('/') || key.section.ends_with('_');
  Facts facts{{"section", std::string(key.section) + (is_family ? "NAME" : "")},
              {"key", fact_of(key.name)},
              {"type", fact_of(word(key.type))},
              {"expected", expected(key)},
              {"default", fact_of(key.fallback)},
              {"help", fact_of(key.help)},
              {"required", key.required},
              {"live", key.live}};
  const auto add = [&](const char* name, std::string_view value) {
    if (!value.empty()) facts.emplace_back(name, fact_of(value));
  };
  add("unit", key.unit);
  add("choices", key.choices);
  add("types", key.types);
  return facts;
}

std::vector<Facts> facts_of_keys(const ModuleKeys* declared) {
  std::vector<Facts> all;
  for (const Key& key : key_table()) all.push_back(facts_of(key));
  if (declared == nullptr) return all;
  for (const Key& key : declared->rows()) {
    all.push_back(facts_of(key));
    all.back().emplace_back("module", fact_of(key.section));
  }
  return all;
}

}  // namespace aio::conf

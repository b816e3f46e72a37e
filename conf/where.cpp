// SPDX-License-Identifier: MIT
#include "conf/where.hpp"

#include <algorithm>
#include <utility>

#include "conf/module_keys.hpp"
#include "conf/names.hpp"

namespace aio::conf {
namespace {

/// The table's default of an option, where no document has it.
std::optional<Origin> table_default(const Where& of) {
  if (of.key == nullptr || of.key->fallback.empty()) return std::nullopt;
  const bool is_there = std::ranges::any_of(
      of.origins, [](const Origin& origin) { return origin.layer == LayerKind::defaults; });
  if (is_there) return std::nullopt;
  return Origin{of.section, LayerKind::defaults, {}, {}, std::string(of.key->fallback)};
}

void read(const Config& config, Where& of) {
  Trace trace;
  try {
    of.value = config.traced(of.section, of.option, trace).value_or("");
  } catch (const InterpolationError& error) {
    of.mistake = config.problem(error);
  }
  of.steps_left_out = trace.left_out;
  for (Step& step : trace.steps) {
    auto origin = config.origin(step.section, step.option);
    of.steps.push_back({std::move(step), std::move(origin)});
  }
}

}  // namespace

std::optional<Where> where(const Config& config,
                           std::string_view section,
                           std::string_view option) {
  Where found{.section = std::string(section), .option = fold(option)};
  if (!has_section_or_keys(config, section)) return std::nullopt;
  found.origins = config.origins(section, found.option);
  found.key = find_key(config, section, found.option);
  const bool has_own_row = found.key != nullptr && found.key->name == found.option;
  if (found.origins.empty() && !has_own_row) return std::nullopt;
  if (!found.origins.empty()) read(config, found);
  auto fallback = table_default(found);
  if (found.origins.empty() && fallback) found.value = fallback->raw;
  if (fallback) found.origins.push_back(*std::move(fallback));
  return found;
}

bool has_section_or_keys(const Config& config, std::string_view section) {
  if (config.has_section(section)) return true;
  const ModuleKeys* const declared = config.module_keys();
  if (declared != nullptr && declared->has_section(section)) return true;
  const bool is_family = section.ends_with('/') || section.ends_with('_');
  return !section.empty() && !is_family && table_section(section) == section;
}

std::vector<std::string> known_options(const Config& config, std::string_view section) {
  std::vector<std::string> names = config.options(section);
  for (const Key& key : key_table())
    if (key.section == table_section(section) && key.name != "*" &&
        std::ranges::find(names, key.name) == names.end())
      names.emplace_back(key.name);
  if (const ModuleKeys* const declared = config.module_keys())
    for (const Key& key : declared->rows())
      if (key.section == section && std::ranges::find(names, key.name) == names.end())
        names.emplace_back(key.name);
  return names;
}

}  // namespace aio::conf

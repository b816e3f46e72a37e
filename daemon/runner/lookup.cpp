// SPDX-License-Identifier: MIT
#include "daemon/runner/lookup.hpp"

#include <aio/error.hpp>

#include <optional>

#include "conf/document.hpp"
#include "conf/key_facts.hpp"
#include "conf/names.hpp"
#include "conf/place_order.hpp"

namespace aio::runner {
namespace {

[[noreturn]] void not_there(const std::string& what,
                            std::string_view name,
                            const std::vector<std::string>& known) {
  std::string text = "there is no " + what + " named '" + std::string(name) + "'";
  if (const auto near = conf::nearest_in_any_case(name, known)) text += ", did you mean '" + *near + "'?";
  throw Error(Fault::not_found, text);
}

void require(const conf::Config& config, std::string_view section) {
  if (!config.has_section(section)) not_there("section", section, config.sections());
}

/// Notes what keeps a value from being read, and takes it for empty.
std::optional<std::string> read(const conf::Config& config,
                                std::string_view section,
                                std::string_view option,
                                conf::Problems& mistakes) try {
  return config.printable(section, option);
} catch (const conf::InterpolationError& error) {
  mistakes.push_back(config.problem(error));
  return std::string();
}

Values values(const conf::Config& config,
              std::string_view section,
              const std::vector<std::string>& options,
              conf::Problems& mistakes) {
  Values values;
  for (const std::string& option : options)
    values.emplace_back(option, read(config, section, option, mistakes).value_or(""));
  return values;
}

/// All of them at once: several values may refer to the same bad one.
void refuse(const conf::Config& config, conf::Problems mistakes) {
  if (mistakes.empty()) return;
  throw Error(Fault::broken_config,
              conf::rendered(conf::each_once(std::move(mistakes), config.files())));
}

Values sound_values(const conf::Config& config,
                    std::string_view section,
                    const std::vector<std::string>& options) {
  conf::Problems mistakes;
  Values found = values(config, section, options, mistakes);
  refuse(config, std::move(mistakes));
  return found;
}

}  // namespace

std::string value_of(const conf::Config& config,
                     std::string_view section,
                     std::string_view option) {
  require(config, section);
  conf::Problems mistakes;
  const auto value = read(config, section, option, mistakes);
  refuse(config, std::move(mistakes));
  if (value) return *value;
  not_there("option in [" + std::string(section) + "]", option, config.options(section));
}

Values values_of(const conf::Config& config, std::string_view section) {
  require(config, section);
  return sound_values(config, section, config.options(section));
}

Values own_values_of(const conf::Config& config, std::string_view section) {
  require(config, section);
  return sound_values(config, section, config.own_options(section));
}

conf::Where where_of(const conf::Config& config,
                     std::string_view section,
                     std::string_view option) {
  if (auto found = conf::where(config, section, option)) return *std::move(found);
  if (!conf::has_section_or_keys(config, section)) require(config, section);
  not_there("option in [" + std::string(section) + "]", option,
            conf::known_options(config, section));
}

std::vector<conf::Facts> keys_of(const conf::Config& config) {
  return conf::facts_of_keys(config.module_keys());
}

std::vector<std::pair<std::string, Values>> all_values(const conf::Config& config) {
  std::vector<std::pair<std::string, Values>> all;
  conf::Problems mistakes;
  const auto all_of = [&](std::string_view section) {
    return values(config, section, config.options(section), mistakes);
  };
  if (!config.own_options(conf::default_section).empty())
    all.emplace_back(conf::default_section, all_of(conf::default_section));
  for (const std::string& section : config.sections()) all.emplace_back(section, all_of(section));
  refuse(config, std::move(mistakes));
  return all;
}

}  // namespace aio::runner

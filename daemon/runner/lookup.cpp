// SPDX-License-Identifier: MIT
#include "daemon/runner/lookup.hpp"

#include <aio/error.hpp>

#include "conf/document.hpp"
#include "conf/names.hpp"

namespace aio::runner {
namespace {

[[noreturn]] void not_there(const std::string& what,
                            std::string_view name,
                            const std::vector<std::string>& known) {
  std::string text = "there is no " + what + " named '" + std::string(name) + "'";
  if (const auto near = conf::nearest(name, known)) text += ", did you mean '" + *near + "'?";
  throw Error(Fault::not_found, text);
}

void require(const conf::Config& config, std::string_view section) {
  if (!config.has_section(section)) not_there("section", section, config.sections());
}

[[noreturn]] void unreadable(const conf::Config& config, const conf::InterpolationError& error) {
  throw Error(Fault::broken_config, conf::rendered(config.problem(error)));
}

Values values(const conf::Config& config, std::string_view section) try {
  Values values;
  for (const std::string& option : config.options(section))
    values.emplace_back(option, config.get(section, option).value_or(""));
  return values;
} catch (const conf::InterpolationError& error) {
  unreadable(config, error);
}

}  // namespace

std::string value_of(const conf::Config& config,
                     std::string_view section,
                     std::string_view option) try {
  require(config, section);
  if (const auto value = config.get(section, option)) return *value;
  not_there("option in [" + std::string(section) + "]", option, config.options(section));
} catch (const conf::InterpolationError& error) {
  unreadable(config, error);
}

Values values_of(const conf::Config& config, std::string_view section) {
  require(config, section);
  return values(config, section);
}

std::vector<std::pair<std::string, Values>> all_values(const conf::Config& config) {
  std::vector<std::pair<std::string, Values>> all;
  if (!config.own_options(conf::default_section).empty())
    all.emplace_back(conf::default_section, values(config, conf::default_section));
  for (const std::string& section : config.sections())
    all.emplace_back(section, values(config, section));
  return all;
}

}  // namespace aio::runner

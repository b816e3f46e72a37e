// SPDX-License-Identifier: MIT
#include "daemon/plan/handler_names.hpp"

#include <set>

#include "conf/keys.hpp"
#include "conf/values.hpp"
#include "daemon/plan/parse_handler.hpp"

namespace aio::plan {
namespace {

bool names_handlers(const conf::Key* key) {
  return key != nullptr &&
         (key->type == conf::KeyType::handler || key->type == conf::KeyType::handlers);
}

std::vector<std::string> texts_of(const conf::Config& config,
                                  const std::string& section,
                                  const std::string& option) {
  try {
    return conf::parse_list(conf::value_or_default(config, section, option));
  } catch (const conf::InterpolationError&) {
    return {};
  }
}

}  // namespace

std::vector<std::string> handler_names(const conf::Config& config) {
  std::set<std::string> names;
  for (const std::string& section : config.sections())
    for (const std::string& option : config.own_options(section))
      if (names_handlers(conf::find_key(section, option)))
        for (const std::string& text : texts_of(config, section, option))
          if (HandlerText handler = parse_handler(text); !handler.dotted.empty())
            names.insert(std::move(handler.dotted));
  return {names.begin(), names.end()};
}

}  // namespace aio::plan

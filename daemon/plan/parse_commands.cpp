// SPDX-License-Identifier: MIT
#include <utility>

#include "conf/values.hpp"
#include "daemon/plan/parse_sections.hpp"

namespace aio::plan {
namespace {

// Whether the handler is one that a command may have. Of a program, no more than its words is known
// before it is started.
bool is_sound(const std::string& text, const conf::Place& place, Functions& functions) {
  HandlerText handler = parse_handler(text);
  if (!handler.mistake.empty()) functions.add_mistake(place, std::move(handler.mistake));
  if (handler.dotted.empty()) return !handler.program.empty();
  return functions.find_dotted<CommandFunction>(handler.dotted, place) != nullptr;
}

}  // namespace

void parse_commands(const conf::Config& config,
                    const std::string& section,
                    Functions& functions,
                    std::vector<CommandSpec>& commands) {
  Keys keys(config, section);
  for (const std::string& option : config.own_options(section)) {
    const std::vector<std::string> handlers = conf::parse_list(keys.text(option));
    if (handlers.size() != 1) continue;  // judge() has said so
    if (is_sound(handlers.front(), keys.place(option), functions))
      commands.push_back({option, handlers.front()});
  }
}

}  // namespace aio::plan

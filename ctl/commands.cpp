// SPDX-License-Identifier: MIT
#include "ctl/commands.hpp"

#include <algorithm>
#include <chrono>
#include <exception>

#include "conf/keys.hpp"
#include "conf/problem.hpp"
#include "ctl/bus_choice.hpp"
#include "ctl/client.hpp"
#include "ctl/config_file.hpp"
#include "ctl/failure.hpp"

namespace aio::ctl {
namespace {

constexpr const char* section = "aio/commands";
constexpr std::chrono::milliseconds patience_of_help{500};

std::string value_of(const conf::Config& config, const std::string& option) try {
  return conf::value_or_default(config, section, option);
} catch (const conf::InterpolationError& error) {
  throw Failure(Exit::bad_config, conf::rendered(config.problem(error)));
}

Commands of_file(const Options& options) {
  const conf::Reading reading = read_whole(search_of(options));
  Commands commands{.handlers = {}, .file = reading.file.value_or("")};
  for (const std::string& name : reading.config->own_options(section))
    commands.handlers.emplace_back(name, value_of(*reading.config, name));
  commands.bus = named_bus(options);
  commands.passed_over = reading.passed_over;
  return commands;
}

Commands of_daemon(Client& client) {
  return {.handlers = client.own_section(section).values,
          .file = client.config_file(),
          .bus = client.bus()};
}

}  // namespace

const std::string* Commands::handler(const std::string& name) const {
  const auto found = std::find_if(handlers.begin(), handlers.end(),
                                  [&](const auto& each) { return each.first == name; });
  return found == handlers.end() ? nullptr : &found->second;
}

Commands find_commands(const Options& options) {
  const auto client = find_daemon(options);
  return client ? of_daemon(*client) : of_file(options);
}

Commands commands_for_help(const Options& options) noexcept {
  try {
    Options hurried = options;
    hurried.timeout = std::min<std::chrono::microseconds>(
        options.timeout.value_or(patience_of_help), patience_of_help);
    return find_commands(hurried);
  } catch (const std::exception&) {
    return {};  // help is wanted most where nothing works
  }
}

}  // namespace aio::ctl

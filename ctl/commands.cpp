// SPDX-License-Identifier: MIT
#include "ctl/commands.hpp"

#include <unistd.h>

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

std::vector<std::filesystem::path> files_of(const conf::Config& config) {
  std::vector<std::filesystem::path> files;
  for (const std::string& name : config.files())
    if (!name.starts_with('(')) files.emplace_back(name);  // "(defaults)" and the like are no files
  return files;
}

Commands of_file(const Options& options) {
  const conf::Reading reading = read_whole(search_of(options));
  Commands commands{.handlers = {}, .file = reading.file.value_or("")};
  for (const std::string& name : reading.config->own_options(section))
    commands.handlers.emplace_back(name, value_of(*reading.config, name));
  commands.files = files_of(*reading.config);
  commands.bus = named_bus(options);
  commands.passed_over = reading.passed_over;
  return commands;
}

Commands of_daemon(Client& client, const Options& options) {
  Options its_file = options;
  its_file.file = client.config_file();
  const bool is_root = ::geteuid() == 0;
  if (is_root && client.user_of_daemon() != 0) {
    Commands commands = its_file.file.empty() ? Commands() : of_file(its_file);
    commands.bus = client.bus();
    return commands;
  }
  Commands commands{
      .handlers = client.own_section(section).values, .file = its_file.file, .bus = client.bus()};
  if (is_root) commands.files = files_of(*conf::load(search_of(its_file)).config);
  return commands;
}

}  // namespace

const std::string* Commands::handler(const std::string& name) const {
  const auto found = std::find_if(handlers.begin(), handlers.end(),
                                  [&](const auto& each) { return each.first == name; });
  return found == handlers.end() ? nullptr : &found->second;
}

Commands find_commands(const Options& options) {
  const auto client = find_daemon(options);
  return client ? of_daemon(*client, options) : of_file(options);
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

// SPDX-License-Identifier: MIT
#include "daemon/bus/rights.hpp"

#include <aio/error.hpp>

#include <algorithm>

#include "daemon/runner/access.hpp"
#include "dbus/item_path.hpp"
#include "dbus/names.hpp"

namespace aio::bus {
namespace {

constexpr std::size_t most_shown = 200;  // bytes of what a human is asked about

constexpr std::string_view properties_interface = "org.freedesktop.DBus.Properties";

constexpr Rule table[] = {
    {dbus::manager_interface, "Emit", Action::emit, About::signal},
    {dbus::manager_interface, "Reload", Action::reload},
    {dbus::manager_interface, "Status", std::nullopt},
    {dbus::manager_interface, "History", Action::read_log, About::lines},
    {dbus::manager_interface, "Subscribe", std::nullopt},
    {dbus::manager_interface, "Unsubscribe", std::nullopt},
    {dbus::manager_interface, "Loggers", std::nullopt},
    {dbus::manager_interface, "SetLogLevel", Action::log_level, About::logger},
    {dbus::config_interface, "Set", Action::set_config, About::values},
    {dbus::config_interface, "Unset", Action::set_config, About::values},
    {dbus::config_interface, "Text", Action::get_config, About::file},
    {dbus::config_interface, "Replace", Action::set_config, About::file},
    {dbus::config_interface, "Confirm", Action::set_config},
    {dbus::config_interface, "Where", Action::get_config, About::value},
    {dbus::config_interface, "Schema", std::nullopt},
    {dbus::config_interface, "Get", Action::get_config, About::value},
    {dbus::config_interface, "GetSection", Action::get_config, About::section},
    {dbus::config_interface, "Dump", Action::get_config},
    {dbus::schedule_interface, "Trigger", Action::trigger, About::item},
    {dbus::schedule_interface, "Pause", Action::pause, About::item},
    {dbus::schedule_interface, "Resume", Action::resume, About::item},
    {dbus::schedule_interface, "Start", Action::start, About::item},
    {dbus::schedule_interface, "Stop", Action::stop, About::item},
    {dbus::server_interface, "Pause", Action::pause, About::item},
    {dbus::server_interface, "Resume", Action::resume, About::item},
    {dbus::server_interface, "Start", Action::start, About::item},
    {dbus::server_interface, "Stop", Action::stop, About::item},
    // Every property may be read, and this is the only one that may be set.
    {properties_interface, "Get", std::nullopt},
    {properties_interface, "GetAll", std::nullopt},
    {properties_interface, "Set", Action::log_level, About::level},
    {"org.freedesktop.DBus.ObjectManager", "GetManagedObjects", std::nullopt},
    {"org.freedesktop.DBus.Introspectable", "Introspect", std::nullopt},
    {"org.freedesktop.DBus.Peer", "Ping", std::nullopt},
    {"org.freedesktop.DBus.Peer", "GetMachineId", std::nullopt},
};

std::string_view suffix_of(Action action) {
  switch (action) {
    case Action::get_config:
      return "get-config";
    case Action::set_config:
      return "set-config";
    case Action::emit:
      return "emit";
    case Action::trigger:
      return "trigger";
    case Action::pause:
      return "pause";
    case Action::resume:
      return "resume";
    case Action::start:
      return "start";
    case Action::stop:
      return "stop";
    case Action::reload:
      return "reload";
    case Action::log_level:
      return "log-level";
    case Action::read_log:
      break;
  }
  return "read-log";
}

const std::string& text_at(const dbus::CallArguments& arguments, std::size_t place) {
  static const std::string none;
  return place < arguments.texts.size() ? arguments.texts[place] : none;
}

std::string text_option(const dbus::CallArguments& arguments, const char* name) {
  const auto found = arguments.options.find(name);
  if (found == arguments.options.end()) return {};
  const auto* const text = std::get_if<std::string>(&found->second);
  return text != nullptr ? *text : std::string();
}

// Names are compared as the runner compares them, so that no spelling gets around a rule.
Thing value_thing(const std::string& section, const std::string& option) {
  const std::string folded = runner::folded(option);
  return {{{"section", section}, {"option", folded}}, section + ":" + folded};
}

std::vector<Thing> value_things(const dbus::CallArguments& arguments) {
  std::vector<Thing> things;
  for (const auto& [section, option] : arguments.places) {
    Thing thing = value_thing(section, option);
    if (std::ranges::find(things, thing) != things.end()) continue;
    things.push_back(std::move(thing));
    if (things.size() > most_things)
      throw Error(Fault::not_permitted, "more than " + std::to_string(most_things) +
                                            " options in one call are root's alone");
  }
  if (things.empty()) things.emplace_back();
  return things;
}

Thing file_thing(const dbus::CallArguments& arguments) {
  std::string name = text_option(arguments, "drop_in");
  if (name.empty()) return {{}, "the whole file"};
  return {{{"drop_in", name}}, "the drop-in " + name};
}

Thing item_thing(std::string_view path) {
  const std::string whole(path);
  for (const auto& [folder, kind] :
       {std::pair{dbus::schedule_path, "schedule/"}, std::pair{dbus::server_path, "server/"}})
    if (const auto name = dbus::item_at(folder, whole.c_str()))
      return {{{"item", kind + *name}}, kind + *name};
  throw Error(Fault::not_permitted, "no item is at " + whole);
}

Thing logger_thing(const std::string& given) {
  const std::string logger = given.empty() ? "root" : given;
  return {{{"logger", logger}}, "the logger " + logger};
}

Thing level_thing(const dbus::CallArguments& arguments) {
  if (text_at(arguments, 0) != dbus::log_control_interface || text_at(arguments, 1) != "LogLevel")
    throw Error(Fault::not_permitted, "no other property than LogLevel can be set");
  return logger_thing("root");
}

bool wants_lines(const dbus::CallArguments& arguments) {
  const auto found = arguments.options.find("lines");
  if (found == arguments.options.end()) return true;
  const bool* const wanted = std::get_if<bool>(&found->second);
  return wanted == nullptr || *wanted;
}

Thing signal_thing(const std::string& given) {
  const std::string signal = runner::folded(given);
  return {{{"signal", signal}}, "the signal " + signal};
}

Thing lines_thing(const std::string& item) {
  return {{{"item", item}}, item.empty() ? "the runner's lines" : "the lines of " + item};
}

std::vector<Thing> things_of(const Rule& rule,
                             std::string_view path,
                             const dbus::CallArguments& arguments) {
  switch (rule.about) {
    case About::nothing:
      return {Thing()};
    case About::value:
      return {value_thing(text_at(arguments, 0), text_at(arguments, 1))};
    case About::values:
      return value_things(arguments);
    case About::section:
      return {{{{"section", text_at(arguments, 0)}}, "[" + text_at(arguments, 0) + "]"}};
    case About::file:
      return {file_thing(arguments)};
    case About::signal:
      return {signal_thing(text_at(arguments, 0))};
    case About::item:
      return {item_thing(path)};
    case About::logger:
      return {logger_thing(text_at(arguments, 0))};
    case About::level:
      return {level_thing(arguments)};
    case About::lines:
      break;
  }
  return {lines_thing(text_at(arguments, 0))};
}

// Cut, it could be a name that somebody has a right to.
void refuse_long_names(const std::vector<Thing>& things) {
  for (const Thing& thing : things)
    for (const auto& [key, value] : thing.details)
      if (value.size() > longest_name)
        throw Error(Fault::not_permitted, "a " + key + " of more than " +
                                              std::to_string(longest_name) +
                                              " bytes is root's alone");
}

}  // namespace

std::string id_of(Action action) {
  return std::string(dbus::bus_name) + "." + std::string(suffix_of(action));
}

std::span<const Rule> rules() {
  return table;
}

const Rule* find_rule(std::string_view interface, std::string_view member) {
  const auto found = std::ranges::find_if(table, [&](const Rule& rule) {
    return rule.member == member && rule.interface == interface;
  });
  return found == std::end(table) ? nullptr : &*found;
}

std::optional<Demand> demand_of(const Rule& rule,
                                std::string_view path,
                                const dbus::CallArguments& arguments) {
  if (!rule.action) return std::nullopt;
  if (rule.about == About::lines && !wants_lines(arguments)) return std::nullopt;
  Demand demand{*rule.action, things_of(rule, path, arguments)};
  refuse_long_names(demand.things);
  // A drop-in may be one that has not been read yet, with a mode that nobody has looked at.
  demand.open_with_the_files =
      demand.action == Action::get_config && text_option(arguments, "drop_in").empty();
  return demand;
}

Thing together(const Demand& demand, const std::vector<Thing>& things) {
  Thing all;
  if (things.size() == 1) all = things.front();
  std::string shown;
  for (const Thing& thing : things) shown += (shown.empty() ? "" : ", ") + thing.what;
  if (shown.size() > most_shown) shown = std::to_string(things.size()) + " options";
  const bool is_of_values =
      demand.action == Action::get_config || demand.action == Action::set_config;
  if (is_of_values) all.details.emplace_back("what", shown.empty() ? "all of it" : shown);
  all.what = std::move(shown);
  return all;
}

}  // namespace aio::bus

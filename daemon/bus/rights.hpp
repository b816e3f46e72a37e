// SPDX-License-Identifier: MIT
#pragma once

#include <array>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "dbus/gate.hpp"

// Who may do what on a bus that is not aiod's own: the one table. What stands in it for all is open
// to all; for the rest one needs an action of polkit's; what does not stand in it is root's alone.
namespace aio::bus {

/// The actions, as packaging/polkit/org.aio.Runner1.policy has them.
enum class Action {
  get_config,
  set_config,
  emit,
  trigger,
  pause,
  resume,
  start,
  stop,
  reload,
  log_level,
  read_log,
};
inline constexpr std::size_t action_count = 11;

/// "org.aio.Runner1.set-config".
std::string id_of(Action action);

/// How the thing that a call is about is had from its arguments.
enum class About {
  nothing,
  value,    ///< section and option are its first two strings
  values,   ///< section and option of each of its rows
  section,  ///< its first string
  file,     ///< the configuration file, or the option drop_in
  signal,   ///< its first string
  item,     ///< the object that is called
  logger,   ///< its first string
  level,    ///< LogControl1's property, which is the root logger's
  lines,    ///< the item that is its first string, unless the option `lines` leaves them out
};

/// A row of the table. A plain value.
struct Rule {
  std::string_view interface;
  std::string_view member;
  std::optional<Action> action;  ///< nothing: open to all
  About about = About::nothing;
};
std::span<const Rule> rules();

/// The row of a method; nullptr for one that is root's alone.
const Rule* find_rule(std::string_view interface, std::string_view member);

/// One thing that an action is to be done to. A plain value.
struct Thing {
  std::vector<std::pair<std::string, std::string>> details;  ///< which a rule of polkit's looks at
  std::string what;                                          ///< for people

  bool operator==(const Thing&) const = default;
};

/// What one must be permitted to make a call: the action with each of the things. A plain value.
struct Demand {
  Action action = Action::set_config;
  std::vector<Thing> things;
  /// It needs no permission while everybody may read the files themselves.
  bool open_with_the_files = false;
};

inline constexpr std::size_t most_things = 32;     ///< of one call
inline constexpr std::size_t longest_name = 1024;  ///< of a thing, in bytes

/// Of a method in the table; nothing: open to all after all. Throws Error{not_permitted} for what
/// cannot be asked about, which is root's alone.
std::optional<Demand> demand_of(const Rule& rule,
                                std::string_view path,
                                const dbus::CallArguments& arguments);

/// All of them as one thing, for the human who is asked about them at once.
Thing together(const Demand& demand, const std::vector<Thing>& things);

}  // namespace aio::bus

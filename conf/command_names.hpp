// SPDX-License-Identifier: MIT
#pragma once

#include <algorithm>
#include <iterator>
#include <string_view>

// The words that `aioctl WORD` knows.
namespace aio::conf {

/// aioctl's own verbs, also those that are to come: no command may have one's name. The verb table
/// of aioctl is held to this.
inline constexpr std::string_view verb_names[] = {
    "build",        "config",         "edit",           "emit",
    "history",      "is-active",      "list-listeners", "list-modules",
    "list-servers", "list-schedules", "log-level",      "monitor",
    "new",          "pause",          "reload",         "resume",
    "run",          "start",          "status",         "stop",
    "test",         "trigger",
};

constexpr bool is_verb_name(std::string_view name) {
  return std::find(std::begin(verb_names), std::end(verb_names), name) != std::end(verb_names);
}

/// Whether it is the name of a command, as [aio/commands] has it in lower case: 1 to 128 letters,
/// digits, '-' and '_' of ASCII, the first a letter or digit. A verb's name is one too.
bool is_command_name(std::string_view name);

}  // namespace aio::conf

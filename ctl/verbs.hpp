// SPDX-License-Identifier: MIT
#pragma once

#include <span>
#include <string_view>

#include "ctl/exit_status.hpp"
#include "ctl/flags.hpp"

namespace aio::ctl {

struct Invocation;

/// How a verb reads the words that are no options.
enum class Words {
  plain,
  signal,  ///< SIGNAL, then DATA verbatim
  names,   ///< of config: what they are depends on -g, -s, --unset
};

/// Where help lists a verb.
enum class Group { look, act, configure, write, run };

/// A row of the verb table.
struct Verb {
  std::string_view name;
  Group group;
  Words words;
  std::span<const Flag> flags;  ///< all that it takes
  std::string_view usage;       ///< behind "aioctl NAME [OPTION...]", one way a line
  std::string_view help;        ///< one line
  std::string_view details;     ///< whole lines; may be empty
  Exit (*run)(const Invocation&);
};

std::span<const Verb> verbs();
const Verb* find_verb(std::string_view name);

/// The one that is meant when none is named.
const Verb& default_verb();

/// What may stand before the verb: all that any verb takes.
std::span<const Flag> leading_flags();

/// What may stand before a command of [aio/commands]; behind it all is the command's.
std::span<const Flag> command_flags();

}  // namespace aio::ctl

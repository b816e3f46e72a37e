// SPDX-License-Identifier: MIT
#pragma once

#include <span>
#include <string>
#include <string_view>

#include "ctl/exit_status.hpp"

namespace aio::ctl {

struct Invocation;

/// How an option is written.
struct Flag {
  enum class Takes {
    nothing,
    value,  ///< --name=VALUE, --name VALUE
    word,   ///< --name or --name=VALUE, never the next word
  };

  char letter;  ///< 0: none
  std::string_view name;
  Takes takes;
  std::string_view value;  ///< what help calls it
  std::string_view help;
};

/// How a verb reads the words that are no options.
enum class Words {
  none,
  pattern,  ///< at most one
  signal,   ///< SIGNAL, then DATA verbatim
  names,    ///< of config: what they are depends on -g, -s, --unset
};

/// A row of the verb table.
struct Verb {
  std::string_view name;
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

std::string help();
std::string help(const Verb& verb);

}  // namespace aio::ctl

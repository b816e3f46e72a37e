// SPDX-License-Identifier: MIT
#pragma once

#include <optional>
#include <span>
#include <string>
#include <string_view>

#include "ctl/flags.hpp"

namespace aio::ctl {

/// Which of -g, -s, --unset and --where was given to config.
enum class Act { none, get, set, unset, where };

/// One of these in a word, with what is attached to it: -qgNAME, --get=NAME.
struct ActWord {
  Act act = Act::none;
  std::string flags{};  ///< "-q"; empty: none
  std::optional<std::string> name{};
};

/// nullopt: the word says none of them. `flags` are the options that the letter may stand behind.
std::optional<ActWord> act_word(std::span<const Flag> flags, std::string_view word);

}  // namespace aio::ctl

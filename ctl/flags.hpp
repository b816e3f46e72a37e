// SPDX-License-Identifier: MIT
#pragma once

#include <span>
#include <string>
#include <string_view>

namespace aio::ctl {

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

const Flag* find_flag(std::span<const Flag> flags, std::string_view name);
const Flag* find_flag(std::span<const Flag> flags, char letter);

/// "--name" or "--name=VALUE" of a flag that is known and may have that value; nullptr for others.
const Flag* long_option(std::span<const Flag> flags, std::string_view word);

/// Whether the next word is the value of the option that this word is. Of a bundle like -qc, the
/// last letter may want one.
bool wants_next(std::span<const Flag> flags, std::string_view word);

}  // namespace aio::ctl

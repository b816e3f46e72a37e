// SPDX-License-Identifier: MIT
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace aio::plan {

/// The words of a command line.
struct ShellWords {
  std::vector<std::string> words{};
  std::string mistake{};  ///< in words; empty when there is none
};

/// Splits as a POSIX shell does it, without any expansion: 'all as it is', "but \" \\ \$ \` in
/// here", and \x for any x outside. Pure.
ShellWords split_words(std::string_view text);

}  // namespace aio::plan

// SPDX-License-Identifier: MIT
#include "ctl/flags.hpp"

#include <cstddef>

namespace aio::ctl {

const Flag* find_flag(std::span<const Flag> flags, std::string_view name) {
  for (const Flag& flag : flags)
    if (flag.name == name) return &flag;
  return nullptr;
}

const Flag* find_flag(std::span<const Flag> flags, char letter) {
  for (const Flag& flag : flags)
    if (flag.letter == letter) return &flag;
  return nullptr;
}

const Flag* long_option(std::span<const Flag> flags, std::string_view word) {
  if (!word.starts_with("--")) return nullptr;
  const std::size_t equals = word.find('=');
  const Flag* const flag = find_flag(flags, word.substr(2, equals - 2));
  if (flag == nullptr || equals == word.npos) return flag;
  return flag->takes == Flag::Takes::nothing ? nullptr : flag;
}

bool wants_next(std::span<const Flag> flags, std::string_view word) {
  if (word.starts_with("--")) {
    const Flag* const flag = find_flag(flags, word.substr(2));
    return flag != nullptr && flag->takes == Flag::Takes::value;
  }
  for (std::size_t i = 1; i < word.size(); ++i) {
    const Flag* const flag = find_flag(flags, word[i]);
    if (flag == nullptr) return false;
    if (flag->takes == Flag::Takes::value) return i + 1 == word.size();
  }
  return false;
}

}  // namespace aio::ctl

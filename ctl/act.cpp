// SPDX-License-Identifier: MIT
#include "ctl/act.hpp"

#include <cstddef>
#include <utility>

namespace aio::ctl {
namespace {

std::optional<ActWord> long_act(std::string_view word) {
  constexpr std::pair<std::string_view, Act> spellings[] = {
      {"--get", Act::get},
      {"--set", Act::set},
      {"--unset", Act::unset},
      {"--where", Act::where},
  };
  const std::size_t equals = word.find('=');
  for (const auto& [spelling, act] : spellings) {
    if (word.substr(0, equals) != spelling) continue;
    if (equals == word.npos) return ActWord{act};
    return ActWord{act, "", std::string(word.substr(equals + 1))};
  }
  return std::nullopt;
}

// The letter may stand behind others that are options without a value.
std::optional<ActWord> short_act(std::span<const Flag> flags, std::string_view word) {
  for (std::size_t i = 1; i < word.size(); ++i) {
    if (word[i] == 'g' || word[i] == 's') {
      ActWord found{word[i] == 'g' ? Act::get : Act::set};
      if (i > 1) found.flags = word.substr(0, i);
      if (i + 1 < word.size()) found.name = word.substr(i + 1);
      return found;
    }
    const Flag* const flag = find_flag(flags, word[i]);
    if (flag == nullptr || flag->takes != Flag::Takes::nothing) return std::nullopt;
  }
  return std::nullopt;
}

}  // namespace

std::optional<ActWord> act_word(std::span<const Flag> flags, std::string_view word) {
  return word.starts_with("--") ? long_act(word) : short_act(flags, word);
}

}  // namespace aio::ctl

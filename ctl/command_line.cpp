// SPDX-License-Identifier: MIT
#include "ctl/command_line.hpp"

#include <cstddef>
#include <optional>
#include <span>
#include <string_view>
#include <utility>

#include "conf/names.hpp"
#include "ctl/failure.hpp"
#include "ctl/text.hpp"

namespace aio::ctl {
namespace {

bool looks_like_an_option(std::string_view word) {
  return word.size() > 1 && word[0] == '-';
}

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

/// "--name" or "--name=VALUE" of a flag that is known.
const Flag* long_option(std::span<const Flag> flags, std::string_view word) {
  if (!word.starts_with("--")) return nullptr;
  const std::size_t equals = word.find('=');
  const Flag* const flag = find_flag(flags, word.substr(2, equals - 2));
  if (flag == nullptr || equals == word.npos) return flag;
  return flag->takes == Flag::Takes::nothing ? nullptr : flag;
}

/// Whether the next word is the value of the option that this word is. Of a bundle like -qc, the
/// last letter may want one.
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

/// -g, -s or --unset in a word, with what is attached to it: -qgNAME, --get=NAME.
struct ActWord {
  Act act = Act::none;
  std::string flags{};  ///< "-q"; empty: none
  std::optional<std::string> name{};
};

std::optional<ActWord> long_act(std::string_view word) {
  constexpr std::pair<std::string_view, Act> spellings[] = {
      {"--get", Act::get}, {"--set", Act::set}, {"--unset", Act::unset}};
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

std::optional<ActWord> act_word(std::span<const Flag> flags, std::string_view word) {
  return word.starts_with("--") ? long_act(word) : short_act(flags, word);
}

Failure unknown_verb(const std::string& word) {
  std::vector<std::string> names;
  for (const Verb& verb : verbs()) names.emplace_back(verb.name);
  const auto near = conf::nearest(word, names);
  return {Exit::usage, "unknown verb '" + word + "'",
          near ? "did you mean '" + *near + "'?" : "'aioctl --help' lists the verbs"};
}

/// Goes through the arguments once, from left to right.
class Splitter {
 public:
  explicit Splitter(const std::vector<std::string>& arguments) : arguments_(arguments) {}

  CommandLine split() {
    while (more() && line_.verb == nullptr) take_leading();
    while (more()) take();
    return std::move(line_);
  }

 private:
  bool more() const { return next_ < arguments_.size(); }
  const std::string& pop() { return arguments_[next_++]; }

  void take_leading() {
    const std::string& word = pop();
    if (word == "--") {
      if (more()) choose_verb(pop());
    } else if (looks_like_an_option(word)) {
      take_option(leading_flags(), word);
    } else {
      choose_verb(word);
    }
  }

  void choose_verb(const std::string& word) {
    line_.verb = find_verb(word);
    if (line_.verb == nullptr) throw unknown_verb(word);
  }

  void take() {
    const std::string& word = pop();
    if (words_only_ || is_verbatim(word)) return take_word(word);
    if (word == "--") {
      words_only_ = true;
    } else if (!looks_like_an_option(word)) {
      take_word(word);
    } else if (const auto act = act_of(word)) {
      take_act(*act);
    } else {
      take_option(line_.verb->flags, word);
    }
  }

  bool is_verbatim(const std::string& word) const {
    switch (line_.verb->words) {
      case Words::none:
      case Words::pattern:
        return false;
      case Words::signal:
        return line_.words.size() == 1 && word != "--" && !long_option(line_.verb->flags, word);
      case Words::names:
        return line_.act == Act::set && line_.words.size() % 2 == 1;
    }
    return false;
  }

  void take_word(const std::string& word) {
    if (!is_utf8(word)) throw Failure(Exit::usage, "an argument is not UTF-8 text");
    line_.words.push_back(word);
  }

  std::optional<ActWord> act_of(std::string_view word) const {
    if (line_.verb->words != Words::names) return std::nullopt;
    return act_word(line_.verb->flags, word);
  }

  void take_act(const ActWord& word) {
    if (line_.act != Act::none && line_.act != word.act)
      throw Failure(Exit::usage, "--get, --set and --unset exclude each other");
    line_.act = word.act;
    if (!word.flags.empty()) line_.options.push_back(word.flags);
    if (word.name) take_word(*word.name);
  }

  void take_option(std::span<const Flag> flags, const std::string& word) {
    line_.options.push_back(word);
    if (wants_next(flags, word) && more()) line_.options.push_back(pop());
  }

  const std::vector<std::string>& arguments_;
  std::size_t next_ = 0;
  bool words_only_ = false;
  CommandLine line_;
};

}  // namespace

CommandLine split(const std::vector<std::string>& arguments) {
  return Splitter(arguments).split();
}

}  // namespace aio::ctl

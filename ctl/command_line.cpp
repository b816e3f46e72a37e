// SPDX-License-Identifier: MIT
#include "ctl/command_line.hpp"

#include <cstddef>
#include <optional>
#include <span>
#include <string_view>
#include <utility>

#include "ctl/failure.hpp"
#include "ctl/text.hpp"

namespace aio::ctl {
namespace {

bool looks_like_an_option(std::string_view word) {
  return word.size() > 1 && word[0] == '-';
}

/// Goes through the arguments once, from left to right.
class Splitter {
 public:
  explicit Splitter(const std::vector<std::string>& arguments) : arguments_(arguments) {}

  CommandLine split() {
    while (more() && line_.verb == nullptr && !line_.command) take_leading();
    while (more() && line_.command) line_.words.push_back(pop());
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
    if (line_.verb == nullptr) line_.command = word;
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
      case Words::plain:
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
      throw Failure(Exit::usage, "--get, --set, --unset and --where exclude each other");
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

void expect_words(const CommandLine& line, std::size_t least, std::size_t most) {
  const Verb& verb = line.verb != nullptr ? *line.verb : default_verb();
  const std::string name(verb.name);
  if (line.words.size() < least)
    throw Failure(Exit::usage, name + " needs" + std::string(verb.usage));
  if (line.words.size() <= most) return;
  const std::string& odd = line.words[most];
  if (most == 0) throw Failure(Exit::usage, name + " takes no words, such as '" + odd + "'");
  throw Failure(Exit::usage,
                name + " takes" + std::string(verb.usage) + ", not also '" + odd + "'");
}

}  // namespace aio::ctl

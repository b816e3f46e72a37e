// SPDX-License-Identifier: MIT
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <vector>

#include "ctl/act.hpp"
#include "ctl/verbs.hpp"

namespace aio::ctl {

/// A command line taken apart: options on one side, words on the other.
struct CommandLine {
  const Verb* verb = nullptr;            ///< nullptr: none was named, or a command
  std::optional<std::string> command{};  ///< a word in the verb's place that is no verb
  std::vector<std::string> options;      ///< as they were given, with their values; for CLI11
  Act act = Act::none;
  std::vector<std::string> words;  ///< verbatim; after Act::set names and values take turns
};

/// Takes the arguments (without the program's name) apart by our own rules, because what a user
/// wants to store or send must never be taken for an option: the word after SECTION:OPTION is
/// VALUE whatever it looks like; the word after SIGNAL is DATA unless it is a long option of emit;
/// after "--" no word is an option. What stands behind a word that is no verb is a command's, as it
/// is. Pure. Throws Failure{usage}.
CommandLine split(const std::vector<std::string>& arguments);

/// Throws Failure{usage} when the verb has fewer words than it needs, or one too many.
void expect_words(const CommandLine& line, std::size_t least, std::size_t most);

}  // namespace aio::ctl

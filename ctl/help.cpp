// SPDX-License-Identifier: MIT
#include "ctl/help.hpp"

#include <algorithm>
#include <cstddef>
#include <string_view>
#include <utility>

#include "ctl/text.hpp"

namespace aio::ctl {
namespace {

constexpr std::size_t column = 30;

constexpr std::pair<Group, std::string_view> groups[] = {
    {Group::look, "See what runs (status when no verb is given):"},
    {Group::act, "Act on it:"},
    {Group::configure, "Configure it:"},
    {Group::write, "Write modules for it, and test them:"},
    {Group::run, "Run it:"},
};

constexpr std::string_view exit_statuses =
    "Exit status: 0 done, 1 failed, 2 usage, 3 not active (status NAME, is-active),\n"
    "4 not permitted, 5 no such name, 6 bad configuration, 7 no daemon, 8 nobody\n"
    "listens, 124 --timeout ran out.\n";

std::string padded(std::string text) {
  text.resize(std::max(column, text.size() + 2), ' ');
  return text;
}

// Whose option it is stands in parentheses, which is of no use in a verb's own help.
std::string_view without_verbs(std::string_view help) {
  return help.ends_with(')') ? help.substr(0, help.rfind(" (")) : help;
}

std::string line(const Flag& flag, std::string_view help) {
  std::string text = flag.letter == 0 ? "      --" : std::string("  -") + flag.letter + ", --";
  text.append(flag.name).append(flag.takes == Flag::Takes::value ? "=" : "").append(flag.value);
  return padded(std::move(text)) + std::string(help) + "\n";
}

// What can be called in several ways has them in its own help.
std::string line(const Verb& verb) {
  const bool several = verb.usage.starts_with('\n');
  const std::string usage(several ? " ..." : verb.usage);
  return padded("  " + std::string(verb.name) + usage) + std::string(verb.help) + "\n";
}

std::string lines(std::span<const Flag> flags, bool of_one_verb) {
  std::string text = "Options:\n";
  for (const Flag& flag : flags)
    text += line(flag, of_one_verb ? without_verbs(flag.help) : flag.help);
  return text;
}

std::string lines(Group group, std::string_view title) {
  std::string text = std::string(title) + "\n";
  for (const Verb& verb : verbs())
    if (verb.group == group) text += line(verb);
  return text + "\n";
}

// What a program is called with may be long.
std::string shortened(std::string text) {
  constexpr std::size_t most = 79 - column;
  if (text.size() <= most) return text;
  text.resize(most - 3);
  while (!text.empty() && (text.back() & 0x80) != 0) text.pop_back();  // no half a character
  return text + "...";
}

std::string lines(const std::vector<std::pair<std::string, std::string>>& commands) {
  std::string text = "Commands, which take any words ([aio/commands]):\n";
  for (const auto& [name, handler] : commands)
    text += padded("  " + name) + shortened(visible(handler)) + "\n";
  return text + "\n";
}

}  // namespace

std::string help(const std::vector<std::pair<std::string, std::string>>& commands) {
  std::string text = "Usage: aioctl [OPTION...] VERB ...\n\n";
  for (const auto& [group, title] : groups) text += lines(group, title);
  if (!commands.empty()) text += lines(commands);
  return text + "'aioctl VERB --help' tells more of one.\n\n" + lines(leading_flags(), false) +
         "\n" + std::string(exit_statuses);
}

std::string help(const Verb& verb) {
  const std::string start = "aioctl " + std::string(verb.name) + " [OPTION...]";
  std::string text = "Usage: " + start;
  for (const char c : verb.usage) text += c == '\n' ? "\n       " + start : std::string(1, c);
  text += "\n\nIn short: " + std::string(verb.help) + ".\n\n" + std::string(verb.details);
  return text + lines(verb.flags, true) + "\n" + std::string(exit_statuses);
}

}  // namespace aio::ctl

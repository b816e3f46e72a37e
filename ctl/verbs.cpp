// SPDX-License-Identifier: MIT
#include "ctl/verbs.hpp"

#include <algorithm>
#include <cstddef>
#include <utility>

#include "ctl/config.hpp"
#include "ctl/emit.hpp"
#include "ctl/reload.hpp"
#include "ctl/run.hpp"
#include "ctl/status.hpp"

namespace aio::ctl {
namespace {

using Takes = Flag::Takes;

constexpr Flag config_flags[] = {
    {0, "json", Takes::word, "[=short|pretty]", "JSON on one line, or on several"},
    {0, "timeout", Takes::value, "SPAN", "give up after this time, with exit status 124"},
    {'q', "quiet", Takes::nothing, "", "print nothing but errors"},
    {0, "system", Takes::nothing, "", "the aiod on the system bus"},
    {0, "user", Takes::nothing, "", "the aiod on the user's bus"},
    {0, "address", Takes::value, "BUS", "the aiod on the bus at this address"},
    {'h', "help", Takes::nothing, "", "print help"},
    {0, "version", Takes::nothing, "", "print the version"},
    {'c', "config", Takes::value, "FILE", "this configuration (config, run)"},
    {'f', "file", Takes::value, "FILE", "this file as it stands (config)"},
    {0, "check", Takes::nothing, "", "every mistake that aiod would find"},
};

// The others take a part of them.
constexpr std::span<const Flag> every_flag(config_flags);
constexpr std::span<const Flag> common_flags = every_flag.first(8);
constexpr std::span<const Flag> run_flags = every_flag.subspan(3, 6);

constexpr std::string_view config_details =
    "  -g, --get      one option's value, or a section's options\n"
    "  -s, --set      set options, in the running daemon and in its file; with no\n"
    "                 daemon in the file alone. In VALUE, \\n is a line end and \\\\ a\n"
    "                 backslash; the word after SECTION:OPTION is always VALUE\n"
    "      --unset    remove options\n"
    "Without them: every section.\n\n";

constexpr std::string_view emit_details =
    "Waits until every listener has ended, and prints how. The word after SIGNAL is\n"
    "DATA unless it is a long option; after -- it always is.\n\n";

constexpr std::string_view status_details =
    "PATTERN picks items by KIND/NAME or NAME and may have * and ? in it.\n"
    "Exit status with it: 0 all are active, 3 not so, 5 there is none.\n\n";

constexpr Verb table[] = {
    {"status", Words::pattern, common_flags, " [PATTERN]",
     "how the daemon, its schedules, servers and listeners stand", status_details, status},
    {"config", Words::names, every_flag,
     "\n -g SECTION[:OPTION]\n -s SECTION:OPTION VALUE...\n --unset SECTION:OPTION...",
     "read, change or check the configuration", config_details, config},
    {"emit", Words::signal, common_flags, " SIGNAL [DATA]", "call the listeners of a signal",
     emit_details, emit},
    {"reload", Words::none, common_flags, "", "have the daemon read its configuration again", "",
     reload},
    {"run", Words::none, run_flags, " [-c FILE]", "run the daemon in the foreground", "", run},
};

std::string padded(std::string text, std::size_t column) {
  text.resize(std::max(column, text.size() + 2), ' ');
  return text;
}

std::string help(const Flag& flag) {
  std::string line = flag.letter == 0 ? "      --" : std::string("  -") + flag.letter + ", --";
  line.append(flag.name).append(flag.takes == Takes::value ? "=" : "").append(flag.value);
  return padded(std::move(line), 30) + std::string(flag.help) + "\n";
}

std::string help(std::span<const Flag> flags) {
  std::string text = "Options:\n";
  for (const Flag& flag : flags) text += help(flag);
  return text;
}

constexpr std::string_view exit_statuses =
    "Exit status: 0 done, 1 failed, 2 usage, 3 not active (status NAME), 4 not\n"
    "permitted, 5 no such name, 6 bad configuration, 7 no daemon, 8 nobody listens,\n"
    "124 --timeout ran out.\n";

}  // namespace

std::span<const Verb> verbs() {
  return table;
}

const Verb* find_verb(std::string_view name) {
  for (const Verb& verb : table)
    if (verb.name == name) return &verb;
  return nullptr;
}

const Verb& default_verb() {
  return table[0];
}

std::span<const Flag> leading_flags() {
  return every_flag;
}

std::string help() {
  std::string text = "Usage: aioctl [OPTION...] VERB ...\n\nVerbs (status when none is given):\n";
  for (const Verb& verb : table)
    text += padded("  " + std::string(verb.name), 10) + std::string(verb.help) + "\n";
  text += "'aioctl VERB --help' tells more of one.\n\n";
  return text + help(every_flag.first(10)) + "\n" + std::string(exit_statuses);
}

std::string help(const Verb& verb) {
  const std::string start = "aioctl " + std::string(verb.name) + " [OPTION...]";
  std::string text = "Usage: " + start;
  for (const char c : verb.usage) text += c == '\n' ? "\n       " + start : std::string(1, c);
  text += "\n\nIn short: " + std::string(verb.help) + ".\n\n" + std::string(verb.details);
  return text + help(verb.flags) + "\n" + std::string(exit_statuses);
}

}  // namespace aio::ctl

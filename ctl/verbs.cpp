// SPDX-License-Identifier: MIT
#include "ctl/verbs.hpp"

#include "ctl/config.hpp"
#include "ctl/emit.hpp"
#include "ctl/is_active.hpp"
#include "ctl/list.hpp"
#include "ctl/reload.hpp"
#include "ctl/run.hpp"
#include "ctl/status.hpp"

namespace aio::ctl {
namespace {

using Takes = Flag::Takes;

// In such an order that what each verb takes stands together.
constexpr Flag flags[] = {
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
    {0, "check", Takes::nothing, "", "every mistake that aiod would find (config)"},
};

constexpr std::span<const Flag> every_flag(flags);
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

constexpr std::string_view list_details =
    "PATTERN picks some of them by NAME and may have * and ? in it. An empty list\n"
    "prints nothing, and is no failure.\n\n";

constexpr std::string_view is_active_details =
    "Prints \"active\" for a schedule that has a next run, a server that listens, and\n"
    "any listener and module; else \"inactive\". KIND is schedule, server, listener or\n"
    "module, and is needed only where a NAME is that of several.\n"
    "Exit status: 0 active, 3 not active, 5 there is no such name.\n\n";

constexpr Verb table[] = {
    {"status", Group::look, Words::plain, common_flags, " [PATTERN]",
     "how the daemon and all that it runs stand", status_details, status},
    {"list-schedules", Group::look, Words::plain, common_flags, " [PATTERN]",
     "schedules, and when they run", list_details, list},
    {"list-servers", Group::look, Words::plain, common_flags, " [PATTERN]",
     "servers, and their connections", list_details, list},
    {"list-listeners", Group::look, Words::plain, common_flags, " [PATTERN]",
     "signals, and what listens to them", list_details, list},
    {"list-modules", Group::look, Words::plain, common_flags, " [PATTERN]",
     "modules, and where they are", list_details, list},
    {"is-active", Group::look, Words::plain, common_flags, " [KIND/]NAME",
     "whether one of them does its work", is_active_details, is_active},
    {"emit", Group::act, Words::signal, common_flags, " SIGNAL [DATA]",
     "call the listeners of a signal", emit_details, emit},
    {"config", Group::configure, Words::names, every_flag,
     "\n -g SECTION[:OPTION]\n -s SECTION:OPTION VALUE...\n --unset SECTION:OPTION...",
     "read, change or check the configuration", config_details, config},
    {"reload", Group::configure, Words::plain, common_flags, "",
     "have the daemon read its configuration again", "", reload},
    {"run", Group::run, Words::plain, run_flags, " [-c FILE]", "run the daemon in the foreground",
     "", run},
};

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

}  // namespace aio::ctl

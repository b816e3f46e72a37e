// SPDX-License-Identifier: MIT
#include "ctl/verbs.hpp"

#include <algorithm>

#include "conf/command_names.hpp"
#include "ctl/build.hpp"
#include "ctl/config.hpp"
#include "ctl/control.hpp"
#include "ctl/emit.hpp"
#include "ctl/is_active.hpp"
#include "ctl/list.hpp"
#include "ctl/log_level.hpp"
#include "ctl/monitor.hpp"
#include "ctl/new_module.hpp"
#include "ctl/reload.hpp"
#include "ctl/run.hpp"
#include "ctl/status.hpp"
#include "ctl/test.hpp"
#include "ctl/trigger.hpp"

namespace aio::ctl {
namespace {

using Takes = Flag::Takes;

constexpr Flag json_flag{0, "json", Takes::word, "[=short|pretty]",
                         "JSON on one line, or on several"};
constexpr Flag full_flag{'l', "full", Takes::nothing, "", "cut nothing that is too wide"};
constexpr Flag no_pager_flag{0, "no-pager", Takes::nothing, "",
                             "show all at once, through no pager"};
constexpr Flag quiet_flag{'q', "quiet", Takes::nothing, "", "print nothing but errors"};
constexpr Flag system_flag{0, "system", Takes::nothing, "", "the aiod on the system bus"};
constexpr Flag user_flag{0, "user", Takes::nothing, "", "the aiod on the user's bus"};
constexpr Flag address_flag{0, "address", Takes::value, "BUS",
                            "the aiod on the bus at this address"};
constexpr Flag host_flag{'H', "host", Takes::value, "HOST", "the aiod of another host, by ssh"};
constexpr Flag machine_flag{'M', "machine", Takes::value, "MACHINE",
                            "the aiod of a container of this host"};
constexpr Flag help_flag{'h', "help", Takes::nothing, "", "print help"};
constexpr Flag version_flag{0, "version", Takes::nothing, "", "print the version"};
constexpr Flag program_flag{0, "program", Takes::nothing, "", "a script in place of C++ (new)"};
constexpr Flag filter_flag{0, "filter", Takes::value, "PATTERN", "only these tests (test)"};
constexpr Flag list_flag{0, "list", Takes::nothing, "", "only the tests' names (test)"};
constexpr Flag junit_flag{0, "junit", Takes::value, "FILE", "write JUnit's XML (test)"};
constexpr Flag repeat_flag{0, "repeat", Takes::value, "N",
                           "each so often, or until it fails (test)"};

constexpr Flag kind_flag{0, "kind", Takes::value, "KIND,...",
                         "run, signal, config or connection (monitor)"};
constexpr Flag timeout_flag{0, "timeout", Takes::value, "SPAN",
                            "give up after this time, with exit status 124"};

// In such an order that what each verb takes stands together.
constexpr Flag flags[] = {
    {0, "no-wait", Takes::nothing, "", "return when all has begun (emit, trigger)"},
    json_flag,
    timeout_flag,
    full_flag,
    no_pager_flag,
    quiet_flag,
    host_flag,
    machine_flag,
    system_flag,
    user_flag,
    address_flag,
    help_flag,
    version_flag,
    {'c', "config", Takes::value, "FILE", "this configuration (config, run, test)"},
    {'f', "file", Takes::value, "FILE", "this file as it stands (config)"},
    {0, "check", Takes::nothing, "", "every mistake that aiod would find (config)"},
    {0, "plan", Takes::nothing, "", "what it would do, with nothing done (config)"},
    {0, "runtime", Takes::nothing, "", "set in no file, over all of them (config)"},
    {0, "revert-after", Takes::value, "SPAN", "undo it then unless confirmed (config)"},
    {0, "confirm", Takes::nothing, "", "keep what --revert-after would undo (config)"},
    {0, "yes", Takes::nothing, "", "apply it without asking (config edit)"},
    {0, "drop-in", Takes::value, "NAME", "the drop-in FILE.d/NAME.conf (config edit)"},
    {0, "schema", Takes::nothing, "", "every key that aio has, and what for (config)"},
    program_flag,
    filter_flag,
    list_flag,
    junit_flag,
    repeat_flag,
    kind_flag,
};

constexpr Flag monitor_flags[] = {
    kind_flag,    json_flag,   timeout_flag, full_flag,    no_pager_flag, quiet_flag,   host_flag,
    machine_flag, system_flag, user_flag,    address_flag, help_flag,     version_flag,
};

// Of tests, of which each has a limit of its own.
constexpr Flag test_flags[] = {
    filter_flag,
    list_flag,
    repeat_flag,
    {0, "timeout", Takes::value, "SPAN", "end a test that takes longer than this, or 5min"},
    junit_flag,
    json_flag,
    {'c', "config", Takes::value, "FILE", "the modules of this configuration"},
    full_flag,
    no_pager_flag,
    quiet_flag,
    system_flag,
    user_flag,
    address_flag,
    help_flag,
    version_flag,
};

// Of a command: what says where it is.
constexpr Flag flags_of_commands[] = {
    {'c', "config", Takes::value, "FILE", "the commands of this configuration"},
    system_flag,
    user_flag,
    address_flag,
    help_flag,
};

// Of those that talk to no daemon.
constexpr Flag local_flags[] = {program_flag, quiet_flag, help_flag, version_flag};

constexpr std::span<const Flag> every_flag(flags);
constexpr std::span<const Flag> common_flags = every_flag.subspan(1, 12);
constexpr std::span<const Flag> waiting_flags = every_flag.first(13);
constexpr std::span<const Flag> config_flags = every_flag.subspan(1, 22);
constexpr std::span<const Flag> run_flags = every_flag.subspan(8, 6);
constexpr std::span<const Flag> new_flags(local_flags);
constexpr std::span<const Flag> build_flags = new_flags.subspan(1);

constexpr std::string_view config_details =
    "  -g, --get      one option's value, or a section's options\n"
    "  -s, --set      set options, in the running daemon and in its file; with no\n"
    "                 daemon in the file alone. In VALUE, \\n is a line end and \\\\ a\n"
    "                 backslash; the word after SECTION:OPTION is always VALUE\n"
    "      --unset    remove options\n"
    "      --where    where an option's value comes from: layer, file and line, each\n"
    "                 reference in it, what it overrides, and since when it holds\n"
    "  edit           the file in $EDITOR; checked and shown before it is applied\n"
    "Without them: every section.\n\n";

constexpr std::string_view emit_details =
    "Waits until every listener has ended, and prints how; with --no-wait, until\n"
    "each has begun. The word after SIGNAL is DATA unless it is a long option; after\n"
    "-- it always is. May start a service that is stopped.\n\n";

constexpr std::string_view trigger_details =
    "Runs it now, besides its grid, waits until that run has ended, and prints how;\n"
    "with --no-wait, until it has begun. May start a service that is stopped.\n\n";

constexpr std::string_view control_details =
    "It touches no file, and holds until it is undone, the section goes, or the\n"
    "daemon ends. KIND is schedule or server, needed only where both have the NAME.\n"
    "  pause    a schedule leaves its due runs out, its grid goes on; a server\n"
    "           accepts nothing, open connections go on\n"
    "  resume   undoes pause\n"
    "  stop     a schedule has no next run, a server closes its socket; what is on\n"
    "           may end within [aio] drain\n"
    "  start    undoes stop and enabled = no; a schedule begins a new grid\n\n";

constexpr std::string_view log_level_details =
    "Without words: a table of the loggers, the level that counts for each, and the\n"
    "one that it has of its own. LEVEL is DEBUG, INFO, WARNING, ERROR, CRITICAL, or\n"
    "NOTSET for that of the logger above; \"default\" goes back to the\n"
    "configuration's. It touches no file, and holds until the daemon ends.\n\n";

constexpr std::string_view status_details =
    "PATTERN picks items by KIND/NAME or NAME and may have * and ? in it. A NAME\n"
    "without them is shown with its last runs and its last lines of the log.\n"
    "Exit status with it: 0 all are active, 3 not so, 5 there is none.\n\n";

constexpr std::string_view list_details =
    "PATTERN picks some of them by NAME and may have * and ? in it. An empty list\n"
    "prints nothing, and is no failure.\n\n";

constexpr std::string_view is_active_details =
    "Prints \"active\" for a schedule that has a next run, a server that listens, and\n"
    "any listener and module; else \"inactive\". KIND is schedule, server, listener or\n"
    "module; without it, NAME is that of a schedule or a server if there is one.\n"
    "Exit status: 0 active, 3 not active, 5 there is no such name.\n\n";

constexpr std::string_view monitor_details =
    "Prints a line for each thing that happens: runs of schedules, emits of signals,\n"
    "changes of the configuration, connections of servers. PATTERN picks items by\n"
    "KIND/NAME or NAME and may have * and ? in it; a signal's KIND is signal. With\n"
    "--json each is an object on a line of its own. It goes on until it is\n"
    "interrupted; when the daemon leaves the bus it ends with exit status 7.\n\n";

constexpr std::string_view new_details =
    "Writes the folder NAME here, with all that a module has: a source, its\n"
    "aio.conf, a test, a CMakeLists.txt and a README. With --program, a shell's\n"
    "script in place of C++, for which no compiler is needed. NAME may have dots in\n"
    "it. What is there is left as it is.\n\n";

constexpr std::string_view build_details =
    "A FILE is a module of one source: of greet.cpp, greet.so is made beside it.\n"
    "$CXX, $CXXFLAGS and $LDFLAGS are heeded, split at blanks. A daemon that has\n"
    "loaded it goes on with the old one until `aioctl reload`.\n"
    "Exit status: 1 when one does not compile, 5 when a FILE is not there.\n\n";

constexpr std::string_view test_details =
    "Without MODULE: those of [aio/testing] modules in the running daemon's\n"
    "configuration; in the file's with -c, or when there is no daemon. The tests of\n"
    "a module are the executable files in its folder tests (GoogleTest, TAP, or by\n"
    "exit status, where 77 means skipped) and the console blocks of its README.md.\n"
    "They run as you and apart from the daemon, several at once; what they leave\n"
    "running is ended. PATTERN, with * and ? in it, is for MODULE/FILE/TEST or an\n"
    "end of that, or for FILE. Exit status: 1 when a test failed or took too long,\n"
    "5 when there is no such module, or no test fits.\n\n";

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
    {"monitor", Group::look, Words::plain, monitor_flags, " [PATTERN]",
     "what happens, as it happens", monitor_details, monitor},
    {"emit", Group::act, Words::signal, waiting_flags, " SIGNAL [DATA]",
     "call the listeners of a signal", emit_details, emit},
    {"trigger", Group::act, Words::plain, waiting_flags, " SCHEDULE", "run a schedule now",
     trigger_details, trigger},
    {"pause", Group::act, Words::plain, common_flags, " [KIND/]NAME", "hold a schedule or a server",
     control_details, control},
    {"resume", Group::act, Words::plain, common_flags, " [KIND/]NAME", "let it go on after pause",
     control_details, control},
    {"start", Group::act, Words::plain, common_flags, " [KIND/]NAME",
     "start a schedule or a server again", control_details, control},
    {"stop", Group::act, Words::plain, common_flags, " [KIND/]NAME", "stop a schedule or a server",
     control_details, control},
    {"config", Group::configure, Words::names, config_flags,
     "\n -g SECTION[:OPTION]\n -s SECTION:OPTION VALUE...\n --unset SECTION:OPTION...\n --where "
     "SECTION:OPTION\n edit",
     "read, change or check the configuration", config_details, config},
    {"reload", Group::configure, Words::plain, common_flags, "",
     "have the daemon read its configuration again", "", reload},
    {"log-level", Group::configure, Words::plain, common_flags, " [LOGGER [LEVEL]]",
     "what is logged, until the daemon ends", log_level_details, log_level},
    {"new", Group::write, Words::plain, new_flags, " NAME [--program]",
     "write a new module, or one of programs", new_details, new_module},
    {"build", Group::write, Words::plain, build_flags, " FILE...",
     "compile modules of one source each", build_details, build},
    {"test", Group::write, Words::plain, test_flags, " [MODULE...]", "run the tests of modules",
     test_details, test},
    {"run", Group::run, Words::plain, run_flags, " [-c FILE]", "run the daemon in the foreground",
     "", run},
};

// Otherwise a configuration could have a command that nobody can call.
static_assert(std::ranges::all_of(table, conf::is_verb_name, &Verb::name),
              "conf/command_names.hpp has the names of all verbs");

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

std::span<const Flag> command_flags() {
  return flags_of_commands;
}

}  // namespace aio::ctl

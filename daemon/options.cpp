// SPDX-License-Identifier: MIT
#include "daemon/options.hpp"

#include <getopt.h>

namespace aio {
namespace {

enum Flag : int {
  system_flag = 256,
  user_flag,
  address_flag,
  check_flag,
  version_flag,
  command_flag,
  handler_flag
};

const option flags[] = {{"config", required_argument, nullptr, 'c'},
                        {"check", no_argument, nullptr, check_flag},
                        // aioctl's own way in, which --help does not show.
                        {"command", required_argument, nullptr, command_flag},
                        {"handler", required_argument, nullptr, handler_flag},
                        {"system", no_argument, nullptr, system_flag},
                        {"user", no_argument, nullptr, user_flag},
                        {"address", required_argument, nullptr, address_flag},
                        {"help", no_argument, nullptr, 'h'},
                        {"version", no_argument, nullptr, version_flag},
                        {}};

void take(Options& options, int flag) {
  switch (flag) {
    case 'c':
      options.file = optarg;
      return;
    case check_flag:
      options.task = Options::Task::check;
      return;
    case command_flag:
      options.task = Options::Task::command;
      options.command = optarg;
      return;
    case handler_flag:
      options.handler = optarg;
      return;
    case system_flag:
      options.system_bus = true;
      return;
    case user_flag:
      options.user_bus = true;
      return;
    case address_flag:
      options.address = optarg;
      return;
    case 'h':
      options.task = Options::Task::help;
      return;
    case version_flag:
      options.task = Options::Task::version;
      return;
    default:
      break;
  }
}

// The word that getopt stumbled over: a long option is behind it already, a short one inside.
std::string culprit(char** argv, int before) {
  if (optopt > 0 && optopt < system_flag) return std::string("-") + static_cast<char>(optopt);
  return argv[before];
}

void refuse_contradiction(const Options& options) {
  if (options.system_bus + options.user_bus + options.address.has_value() > 1)
    throw UsageError("--system, --user and --address exclude each other");
  if (options.address && options.address->empty())
    throw UsageError("--address takes the address of a bus, or none");
}

}  // namespace

const char* const help_text =
    "Usage: aiod [OPTION...]\n"
    "\n"
    "Hosts what aio.conf declares: schedules, servers and listeners.\n"
    "\n"
    "  -c, --config=FILE   read FILE instead of aio.conf, etc/aio.conf or\n"
    "                      /etc/aio/aio.conf\n"
    "      --check         check the configuration, print every mistake, run nothing\n"
    "\n"
    "Where aioctl finds it (a bus of its own, unless systemd started it):\n"
    "      --system        the system bus\n"
    "      --user          the user's bus\n"
    "      --address=BUS   the bus at this address; none: no bus at all\n"
    "\n"
    "  -h, --help          print this\n"
    "      --version       print the version\n"
    "\n"
    "SIGHUP reads the configuration again, SIGUSR1 opens the log's files anew,\n"
    "SIGTERM and SIGINT end it in good order, a second one of these at once.\n"
    "Exit status: 0 ended in good order, 1 failed, 2 usage, 4 not permitted,\n"
    "6 bad configuration.\n";

Options parse_options(int argc, char** argv) {
  Options options;
  optind = 0;
  for (;;) {
    const int before = optind > 0 ? optind : 1;
    const int flag = getopt_long(argc, argv, ":c:h", flags, nullptr);
    if (flag == -1) break;
    if (flag == ':') throw UsageError("'" + culprit(argv, before) + "' needs a value");
    if (flag == '?') throw UsageError("unknown option '" + culprit(argv, before) + "'");
    take(options, flag);
  }
  if (options.task == Options::Task::command)
    options.arguments.assign(argv + optind, argv + argc);
  else if (optind < argc)
    throw UsageError("unexpected word '" + std::string(argv[optind]) + "'");
  refuse_contradiction(options);
  return options;
}

}  // namespace aio

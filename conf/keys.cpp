// SPDX-License-Identifier: MIT
#include "conf/keys.hpp"

#include <algorithm>
#include <array>

#include "conf/logging_keys.hpp"
#include "conf/program_keys.hpp"

namespace aio::conf {
namespace {

constexpr std::array item_keys = {
    Key{.section = "aio",
        .name = "modules",
        .type = KeyType::modules,
        .help = "Modules whose aio.conf is read, one a line"},
    Key{.section = "aio",
        .name = "module_path",
        .type = KeyType::list,
        .help = "Folders that hold modules, one a line; by default the configuration file's "
                "folder, then ../lib/aio/modules seen from aiod"},
    Key{.section = "aio",
        .name = "log_level",
        .type = KeyType::level,
        .fallback = "INFO",
        .help = "What is logged: this level and those above it"},
    Key{.section = "aio",
        .name = "log_handlers",
        .type = KeyType::names,
        .help = "Handlers of all that is logged; by default consoleHandler, or journalHandler when "
                "standard error is the journal"},
    Key{.section = "aio",
        .name = "drain",
        .type = KeyType::span,
        .fallback = "10s",
        .help = "How long open work may take when aiod stops",
        .unit = "time span"},
    Key{.section = "aio",
        .name = "stall_warning",
        .type = KeyType::period,
        .fallback = "1s",
        .help = "How long a handler may hold up the loop before it is told",
        .unit = "time span"},
    Key{.section = "aio/commands",
        .name = "*",
        .type = KeyType::handler,
        .help = "A command of aioctl and the handler that it runs"},
    Key{.section = "aio/testing",
        .name = "modules",
        .type = KeyType::modules,
        .fallback = "${aio:modules}",
        .help = "Modules whose tests are run, one a line"},
    Key{.section = "schedule/",
        .name = "every",
        .type = KeyType::period,
        .help = "Time from one start to the next",
        .required = true,
        .unit = "time span"},
    Key{.section = "schedule/",
        .name = "func",
        .type = KeyType::handler,
        .help = "The handler to run",
        .required = true},
    Key{.section = "schedule/",
        .name = "overlap",
        .type = KeyType::choice,
        .fallback = "skip",
        .help =
            "What to do at a start while the last run is still on; 1024 are queued or on at most",
        .choices = "skip queue parallel"},
    Key{.section = "schedule/",
        .name = "cb",
        .type = KeyType::handler,
        .help = "The handler that gets the result of each run"},
    Key{.section = "schedule/",
        .name = "err",
        .type = KeyType::handler,
        .help = "The handler that gets the failure of each run"},
    Key{.section = "schedule/",
        .name = "timeout",
        .type = KeyType::period,
        .help = "How long a run may take, and cb or err after it; by default as long as they like",
        .unit = "time span"},
    Key{.section = "schedule/",
        .name = "jitter",
        .type = KeyType::span,
        .fallback = "0",
        .help = "The grid is moved by a part of this, the same one always on a machine",
        .unit = "time span"},
    Key{.section = "schedule/",
        .name = "slack",
        .type = KeyType::span,
        .fallback = "1ms",
        .help = "How late a run may begin, so that runs share wake-ups; a quarter of every at most",
        .unit = "time span"},
    Key{.section = "schedule/",
        .name = "enabled",
        .type = KeyType::boolean,
        .fallback = "yes",
        .help = "Whether the schedule runs"},
    Key{.section = "server/",
        .name = "protocol",
        .type = KeyType::handler,
        .help = "The protocol that answers each connection; or give factory"},
    Key{.section = "server/",
        .name = "factory",
        .type = KeyType::handler,
        .help = "The function that makes the server; or give protocol"},
    Key{.section = "server/",
        .name = "type",
        .type = KeyType::choice,
        .fallback = "tcp",
        .help = "The kind of socket",
        .choices = "tcp udp unix unixgram"},
    Key{.section = "server/",
        .name = "address",
        .type = KeyType::address,
        .fallback = "127.0.0.1",
        .help = "The address to listen at: 0.0.0.0 is all of IPv4, :: all of IPv6, * both",
        .types = "tcp udp"},
    Key{.section = "server/",
        .name = "port",
        .type = KeyType::count,
        .help = "The port to listen at; 0 picks a free one",
        .required = true,
        .types = "tcp udp",
        .most = 65535},
    Key{.section = "server/",
        .name = "path",
        .type = KeyType::socket_path,
        .help = "The socket file of unix and unixgram; @NAME is an abstract one",
        .required = true,
        .types = "unix unixgram"},
    Key{.section = "server/",
        .name = "mode",
        .type = KeyType::mode,
        .fallback = "0660",
        .help = "The socket file's permissions, in octal",
        .types = "unix unixgram"},
    Key{.section = "server/",
        .name = "user",
        .type = KeyType::account,
        .help = "The socket file's owner; by default aiod's user",
        .types = "unix unixgram"},
    Key{.section = "server/",
        .name = "group",
        .type = KeyType::account,
        .help = "The socket file's group; by default aiod's group",
        .types = "unix unixgram"},
    Key{.section = "server/",
        .name = "backlog",
        .type = KeyType::count,
        .fallback = "511",
        .help = "How many connections may wait to be accepted",
        .unit = "connections",
        .types = "tcp unix",
        .least = 1,
        .most = 65535},
    Key{.section = "server/",
        .name = "max_connections",
        .type = KeyType::count,
        .fallback = "10000",
        .help = "How many connections may be open at once",
        .unit = "connections",
        .types = "tcp unix",
        .least = 1,
        .most = 10'000'000},
    Key{.section = "server/",
        .name = "idle_timeout",
        .type = KeyType::period,
        .help = "Close a connection on which nothing moved for so long; by default never",
        .unit = "time span",
        .types = "tcp unix"},
    Key{.section = "server/",
        .name = "workers",
        .type = KeyType::count,
        .fallback = "1",
        .help = "How many threads serve the connections; more than 1 for a thread-safe protocol",
        .unit = "threads",
        .types = "tcp unix",
        .least = 1,
        .most = 256},
    Key{.section = "server/",
        .name = "enabled",
        .type = KeyType::boolean,
        .fallback = "yes",
        .help = "Whether the server listens"},
    Key{.section = "server/",
        .name = "timeout",
        .type = KeyType::period,
        .help = "How long the program of a connection may run; by default as long as it likes",
        .unit = "time span",
        .types = "tcp unix"},
    Key{.section = "listen/",
        .name = "*",
        .type = KeyType::handlers,
        .help = "A signal and the handlers that hear it, one a line"},
    Key{.section = "signal/",
        .name = "timeout",
        .type = KeyType::period,
        .help = "How long a listener may take; by default as long as it likes",
        .unit = "time span"},
    Key{.section = "signal/",
        .name = "queue",
        .type = KeyType::count,
        .fallback = "1024",
        .help = "How many emits may be under way at once",
        .unit = "emits",
        .least = 1,
        .most = 1'000'000},
    Key{.section = "signal/",
        .name = "overflow",
        .type = KeyType::choice,
        .fallback = "block",
        .help = "What an emit does that finds the queue full",
        .choices = "block drop-oldest drop-newest"},
    Key{.section = "signal/",
        .name = "export",
        .type = KeyType::boolean,
        .fallback = "no",
        .help = "Whether each emit is told on the bus, as the signal Emitted"},
};

template <std::size_t... Sizes>
constexpr auto joined(const std::array<Key, Sizes>&... parts) {
  std::array<Key, (Sizes + ...)> all{};
  auto end = all.begin();
  ((end = std::copy(parts.begin(), parts.end(), end)), ...);
  return all;
}

constexpr auto keys = joined(
    item_keys,
    program_keys("schedule/",
                 {},
                 "How many processes of func may run at once, with overlap = parallel; and so many "
                 "of cb and err, which wait"),
    program_keys("server/",
                 "tcp unix",
                 "How many connections may have a program at once; more are "
                 "closed"),
    program_keys("signal/", {}, "How many processes of one listener may run at once; more wait"),
    logging_keys);

// "server/" is all of [server/NAME], and "logger_" all of [logger_NAME].
bool is_family(std::string_view section) {
  return section.ends_with('/') || section.ends_with('_');
}

}  // namespace

std::span<const Key> key_table() {
  return keys;
}

bool is_among(std::string_view words, std::string_view word) {
  return !word.empty() && word.find(' ') == std::string_view::npos &&
         (" " + std::string(words) + " ").find(" " + std::string(word) + " ") != std::string::npos;
}

std::string_view table_section(std::string_view section) {
  for (const Key& key : keys) {
    if (is_family(key.section) ? section.starts_with(key.section) : section == key.section)
      return key.section;
  }
  return {};
}

const Key* find_key(std::string_view section, std::string_view option) {
  const std::string_view known = table_section(section);
  const auto found = std::find_if(keys.begin(), keys.end(), [&](const Key& key) {
    return key.section == known && (key.name == option || key.name == "*");
  });
  return found == keys.end() ? nullptr : &*found;
}

std::string defaults_text() {
  std::string text;
  std::string_view last;
  for (const Key& key : keys) {
    if (!key.section.starts_with("aio")) continue;
    if (key.section != last) text.append("[").append(key.section).append("]\n");
    last = key.section;
    if (key.name == "*") continue;
    text.append(key.name).append(key.fallback.empty() ? " =" : " = ").append(key.fallback) += '\n';
  }
  return text;
}

}  // namespace aio::conf

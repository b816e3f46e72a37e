// SPDX-License-Identifier: MIT
#include "conf/keys.hpp"

#include <algorithm>
#include <array>

namespace aio::conf {
namespace {

constexpr std::array keys = {
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
        .name = "drain",
        .type = KeyType::span,
        .fallback = "10s",
        .help = "How long open work may take when aiod stops",
        .unit = "time span"},
    Key{.section = "aio/commands",
        .name = "*",
        .type = KeyType::handler,
        .help = "A command of aioctl and the handler that answers it"},
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
        .help = "What to do at a start while the last run is still on",
        .choices = "skip parallel"},
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
        .choices = "tcp"},
    Key{.section = "server/",
        .name = "address",
        .type = KeyType::address,
        .fallback = "127.0.0.1",
        .help = "The address to listen at: 0.0.0.0 is all of IPv4, :: all of IPv6, * both"},
    Key{.section = "server/",
        .name = "port",
        .type = KeyType::count,
        .help = "The port to listen at; 0 picks a free one",
        .required = true,
        .most = 65535},
    Key{.section = "server/",
        .name = "backlog",
        .type = KeyType::count,
        .fallback = "511",
        .help = "How many connections may wait to be accepted",
        .unit = "connections",
        .least = 1,
        .most = 65535},
    Key{.section = "server/",
        .name = "max_connections",
        .type = KeyType::count,
        .fallback = "10000",
        .help = "How many connections may be open at once",
        .unit = "connections",
        .least = 1,
        .most = 10'000'000},
    Key{.section = "server/",
        .name = "enabled",
        .type = KeyType::boolean,
        .fallback = "yes",
        .help = "Whether the server listens"},
    Key{.section = "listen/",
        .name = "*",
        .type = KeyType::handlers,
        .help = "A signal and the handlers that hear it, one a line"},
};

// Words of aio that this version does not know to follow yet: to be told apart from typing errors.
struct Later {
  std::string_view section;
  std::string_view option;
};

constexpr std::array later_keys = {
    Later{"aio", "log_handlers"},     Later{"aio", "stall_warning"}, Later{"schedule/", "cb"},
    Later{"schedule/", "err"},        Later{"schedule/", "timeout"}, Later{"schedule/", "jitter"},
    Later{"schedule/", "slack"},      Later{"server/", "path"},      Later{"server/", "mode"},
    Later{"server/", "user"},         Later{"server/", "group"},     Later{"server/", "workers"},
    Later{"server/", "idle_timeout"},
};

struct LaterChoice {
  std::string_view option;
  std::string_view word;
};

constexpr std::array later_choices = {
    LaterChoice{"overlap", "queue"},
    LaterChoice{"type", "udp"},
    LaterChoice{"type", "unix"},
    LaterChoice{"type", "unixgram"},
};

}  // namespace

std::span<const Key> key_table() {
  return keys;
}

std::string_view table_section(std::string_view section) {
  for (const Key& key : keys) {
    const bool is_family = key.section.ends_with('/');
    if (is_family ? section.starts_with(key.section) : section == key.section) return key.section;
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

bool is_later_key(std::string_view section, std::string_view option) {
  return std::any_of(later_keys.begin(), later_keys.end(), [&](const Later& later) {
    return later.section == table_section(section) && later.option == option;
  });
}

bool is_later_section(std::string_view section) {
  constexpr std::array families = {"signal/", "logger_", "handler_", "formatter_"};
  constexpr std::array sections = {"loggers", "handlers", "formatters"};
  return std::ranges::find(sections, section) != sections.end() ||
         std::ranges::any_of(families,
                             [&](const char* family) { return section.starts_with(family); });
}

bool is_later_choice(const Key& key, std::string_view word) {
  return std::any_of(later_choices.begin(), later_choices.end(), [&](const LaterChoice& later) {
    return later.option == key.name && later.word == word;
  });
}

std::string defaults_text() {
  std::string text;
  std::string_view last;
  for (const Key& key : keys) {
    if (key.section.ends_with('/')) continue;
    if (key.section != last) text.append("[").append(key.section).append("]\n");
    last = key.section;
    if (key.name == "*") continue;
    text.append(key.name).append(key.fallback.empty() ? " =" : " = ").append(key.fallback) += '\n';
  }
  return text;
}

std::string value_or_default(const Config& config,
                             std::string_view section,
                             std::string_view option) {
  if (std::optional<std::string> value = config.get(section, option)) return std::move(*value);
  const Key* const key = find_key(section, option);
  return key == nullptr ? std::string() : std::string(key->fallback);
}

}  // namespace aio::conf

// SPDX-License-Identifier: MIT
#pragma once

#include <array>
#include <string_view>

#include "conf/keys.hpp"

namespace aio::conf {

/// The rows of the key table that a kind of section has for the programs that it names.
constexpr std::array<Key, 7> program_keys(std::string_view section,
                                          std::string_view types,
                                          std::string_view max_instances_help) {
  return {
      Key{.section = section,
          .name = "kill_after",
          .type = KeyType::span,
          .fallback = "5s",
          .help =
              "How long a program that is asked to stop (SIGTERM) has, before it is killed with "
              "all of its process group",
          .unit = "time span",
          .types = types},
      Key{.section = section,
          .name = "directory",
          .type = KeyType::folder,
          .help = "The folder that a program runs in; by default aiod's own",
          .types = types},
      Key{.section = section,
          .name = "umask",
          .type = KeyType::mode,
          .help = "The permissions that files of a program do not get; by default as aiod's",
          .types = types},
      Key{.section = section,
          .name = "environment",
          .type = KeyType::variables,
          .help = "Variables that a program gets besides aiod's own, NAME=VALUE, one a line",
          .types = types},
      Key{.section = section,
          .name = "max_instances",
          .type = KeyType::count,
          .fallback = "64",
          .help = max_instances_help,
          .unit = "processes",
          .types = types,
          .least = 1,
          .most = 10'000},
      Key{.section = section,
          .name = "retry",
          .type = KeyType::count,
          .fallback = "0",
          .help = "How many more times a program is run that failed; timeout is that of all tries, "
                  "and of each one in [server/NAME]",
          .unit = "tries",
          .types = types,
          .most = 1'000},
      Key{.section = section,
          .name = "backoff",
          .type = KeyType::span_range,
          .fallback = "1s..60s",
          .help =
              "The pause before the next try, doubled each time from the first span to the last",
          .unit = "time spans",
          .types = types},
  };
}

}  // namespace aio::conf

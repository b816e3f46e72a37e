// SPDX-License-Identifier: MIT
#pragma once

#include <filesystem>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "ctl/options.hpp"

namespace aio::ctl {

/// The commands of one configuration: a plain value.
struct Commands {
  std::vector<std::pair<std::string, std::string>> handlers;  ///< by name, in its order
  std::filesystem::path file;                  ///< of that configuration; empty: there is none
  std::vector<std::filesystem::path> files{};  ///< all that it was read from
  std::optional<dbus::Bus> bus{};  ///< of the daemon to speak to; nothing: none was found or named
  std::optional<std::filesystem::path> passed_over{};  ///< a file that root does not take

  const std::string* handler(const std::string& name) const;  ///< nullptr: no such command
};

/// Those of -c's file, else of the daemon that runs, else of the file that the search finds. Root
/// does not take the word of another user's daemon, and reads its file. Starts no service. Throws
/// Failure.
Commands find_commands(const Options& options);

/// The same for help: none at all where they cannot be had at once.
Commands commands_for_help(const Options& options) noexcept;

}  // namespace aio::ctl

// SPDX-License-Identifier: MIT
#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <string_view>

#include "conf/config.hpp"

namespace aio::conf {

/// What a value must look like.
enum class KeyType {
  address,
  text,      ///< anything but nothing
  list,      ///< anything, one entry a line
  names,     ///< names, parted by commas or lines
  modules,   ///< module names, one a line
  handler,   ///< one handler; what it names is not judged here
  handlers,  ///< one handler a line
  span,      ///< a time span
  period,    ///< a time span above zero
  boolean,
  count,        ///< a number from least to most
  level,        ///< a log level
  choice,       ///< one of choices
  socket_path,  ///< of a unix socket, or @NAME
  mode,         ///< a file's permissions, in octal
  account,      ///< a user or group, by name or number
  folder,       ///< an absolute path
  variables,    ///< NAME=VALUE, one a line
  span_range,   ///< two time spans above zero, FIRST..LAST
  integer,      ///< a whole number from lowest to highest
  size,         ///< so many bytes
  any_text,     ///< anything, also nothing
};

/// One row of the key table: the one source of defaults, of checks and of the manual.
struct Key {
  std::string_view section;  ///< in full, or "server/" for all of [server/NAME], and "logger_"
  std::string_view name;     ///< "*" for every option of the section
  KeyType type = KeyType::text;
  std::string_view fallback;  ///< the default, as the user would write it
  std::string_view help;      ///< one line for the manual
  bool required = false;
  bool live = true;  ///< a reload is enough
  std::string_view unit = {};
  std::string_view choices = {};  ///< parted by blanks
  std::string_view types = {};    ///< values of the section's 'type' that have the key; empty: all
  std::uint64_t least = 0;
  std::uint64_t most = UINT64_MAX;
  std::int64_t lowest = INT64_MIN;
  std::int64_t highest = INT64_MAX;

  bool operator==(const Key&) const = default;
};

std::span<const Key> key_table();

/// Whether `word` is among words parted by blanks.
bool is_among(std::string_view words, std::string_view word);

/// The table's name for a section: itself, "server/" for "server/echo", or nothing if the table
/// does not know it.
std::string_view table_section(std::string_view section);

/// The row for an option of a section named in full ("schedule/beat", "every"); nullptr if the
/// table has none.
const Key* find_key(std::string_view section, std::string_view option);

/// The defaults of the sections that exist by themselves, as the text of a document.
std::string defaults_text();

/// Whether the value may hold a credential: those of aio's own keys are shown in status, logs and
/// lists of processes, but for the environment of programs.
bool takes_credential(const Key* key);

/// The option's value, or the table's default for it. Throws InterpolationError, also for a
/// credential in a key that takes none.
std::string value_or_default(const Config& config,
                             std::string_view section,
                             std::string_view option);

}  // namespace aio::conf

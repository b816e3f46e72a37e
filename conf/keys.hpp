// SPDX-License-Identifier: MIT
#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <string_view>

#include "conf/config.hpp"
#include "conf/problem.hpp"

namespace aio::conf {

/// What a value must look like.
enum class KeyType {
  text,
  list,
  modules,
  handler,
  handlers,
  span,
  period,
  boolean,
  count,
  level,
  choice
};

/// One row of the key table: the one source of defaults, of checks and of the manual.
/// A section that ends in "/" stands for all sections [section/NAME]; a name "*" for all options of
/// the section.
struct Key {
  std::string_view section;
  std::string_view name;
  KeyType type = KeyType::text;
  std::string_view fallback;  ///< the default, as the user would write it
  std::string_view help;
  bool required = false;
  bool live = true;  ///< a reload is enough
  std::string_view unit = {};
  std::string_view choices = {};  ///< parted by blanks
  std::uint64_t least = 0;
  std::uint64_t most = UINT64_MAX;
};

std::span<const Key> key_table();

/// The row for an option of a section named in full ("schedule/beat", "every"); nullptr if the
/// table has none.
const Key* find_key(std::string_view section, std::string_view option);

/// The defaults of the sections that exist by themselves, as the text of a document.
std::string defaults_text();

/// The option's value, or the table's default for it. Throws InterpolationError.
std::string value_or_default(const Config& config,
                             std::string_view section,
                             std::string_view option);

/// Every mistake that the key table alone can see, in order of place.
Problems judge(const Config& config);

}  // namespace aio::conf

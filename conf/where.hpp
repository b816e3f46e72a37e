// SPDX-License-Identifier: MIT
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "conf/config.hpp"
#include "conf/keys.hpp"
#include "conf/problem.hpp"

namespace aio::conf {

/// Where a value comes from. A value; the Config outlives it.
struct Where {
  struct Followed {
    Step step;
    std::optional<Origin> origin;  ///< of the option that it has led to, without its text
  };

  std::string section;
  std::string option;           ///< folded
  std::vector<Origin> origins;  ///< the one that holds first; empty: nobody has set it
  std::vector<Followed> steps;
  std::size_t steps_left_out = 0;
  std::string value;               ///< what it comes to; the default when nobody has set it
  std::optional<Problem> mistake;  ///< why it comes to nothing
  const Key* key = nullptr;        ///< what the key table knows of it; nullptr: nothing
};

/// Of an option that somebody has set, or that the key table has a row of its own for. Nothing for
/// others.
std::optional<Where> where(const Config& config, std::string_view section, std::string_view option);

/// Whether where() can know an option of it: a section of the configuration, or one that the key
/// table has by its whole name.
bool has_section_or_keys(const Config& config, std::string_view section);

/// The names that where() knows: for what was not found.
std::vector<std::string> known_options(const Config& config, std::string_view section);

}  // namespace aio::conf

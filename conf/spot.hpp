// SPDX-License-Identifier: MIT
#pragma once

#include <cstddef>
#include <optional>
#include <string_view>
#include <vector>

#include "conf/lines.hpp"

namespace aio::conf {

/// Where an option stands in the text, or where it would go.
struct Spot {
  std::optional<Line> option;
  std::vector<Line> value;  ///< behind the option's line, up to its last continuation
  bool has_section = false;
  std::optional<Line> neighbour;  ///< whose indentation a new option takes
  std::size_t end = 0;            ///< behind the section's last option, or behind its header
};

/// Looks for an option through the lines of a text. Comments and continuations are no options,
/// whatever they look like. `only_from` is where the header of the section begins when that is the
/// only one of its name: then no line is read that is not about it.
Spot find_spot(std::string_view text,
               std::string_view section,
               std::string_view option,
               std::optional<std::size_t> only_from = std::nullopt);

}  // namespace aio::conf

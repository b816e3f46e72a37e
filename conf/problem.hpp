// SPDX-License-Identifier: MIT
#pragma once

#include <compare>
#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace aio::conf {

/// Where something stands in what the user wrote. Line 0 is the file as a whole.
struct Place {
  std::string file;
  std::size_t line = 0;

  auto operator<=>(const Place&) const = default;
};

/// A mistake of the user's, a plain value: gathered and shown, never thrown.
struct Problem {
  Place place;
  std::string what;

  auto operator<=>(const Problem&) const = default;
};

using Problems = std::vector<Problem>;

/// Those of `after` that `before` has not, wherever they stand now.
Problems added(const Problems& before, const Problems& after);

/// "FILE:LINE: what", or "FILE: what" for a file as a whole.
std::string rendered(const Problem& problem);

/// The same, one a line.
std::string rendered(const Problems& problems);

/// What the user wrote as a message has it: on one line, without control characters, and not
/// endless: so many bytes of it at most.
std::string shown(std::string_view text, std::size_t most = 160);

}  // namespace aio::conf

// SPDX-License-Identifier: MIT
#include "daemon/runtime/schedules/grid.hpp"

#include <charconv>
#include <utility>

#include "daemon/runtime/loop/later.hpp"

namespace aio::runtime {
namespace {

using std::chrono::nanoseconds;

/// Takes a number and the blank behind it off the text.
std::optional<std::int64_t> taken_number(std::string_view& text) {
  std::int64_t number = 0;
  const char* const end = text.data() + text.size();
  const auto [behind, error] = std::from_chars(text.data(), end, number);
  if (error != std::errc() || behind == end || *behind != ' ') return std::nullopt;
  text.remove_prefix(static_cast<std::size_t>(behind - text.data()) + 1);
  return number;
}

void parse_line(std::string_view line, Grids& grids) {
  const auto every = taken_number(line);
  const auto jitter = every ? taken_number(line) : std::nullopt;
  const auto due = jitter ? taken_number(line) : std::nullopt;
  if (!due || *every <= 0 || *jitter < 0 || *due < 0 || line.empty()) return;
  grids[std::string(line)] = {nanoseconds(*every), nanoseconds(*jitter),
                              TimePoint(nanoseconds(*due))};
}

}  // namespace

TimePoint first_after(const GridPoint& grid, TimePoint last) {
  if (last < grid.due) return grid.due;
  return later(grid.due + grid.every * ((last - grid.due) / grid.every), grid.every);
}

std::string dumped(const Grids& grids) {
  std::string text;
  for (const auto& [name, grid] : grids) {
    for (const nanoseconds span :
         {grid.every, grid.jitter, nanoseconds(grid.due.time_since_epoch())})
      text += std::to_string(span.count()) + " ";
    text += name + "\n";
  }
  return text;
}

Grids parse_grids(std::string_view text) {
  Grids grids;
  for (std::size_t end = 0; (end = text.find('\n')) != std::string_view::npos;
       text.remove_prefix(end + 1))
    parse_line(text.substr(0, end), grids);
  return grids;
}

}  // namespace aio::runtime

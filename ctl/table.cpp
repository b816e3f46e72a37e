// SPDX-License-Identifier: MIT
#include "ctl/table.hpp"

#include <algorithm>
#include <iterator>
#include <numeric>
#include <string_view>

#include "ctl/text.hpp"

namespace aio::ctl {
namespace {

using Widths = std::vector<std::size_t>;
using Rows = std::vector<std::vector<std::string>>;

constexpr std::string_view gap = "  ";

bool begins_a_character(char c) {
  return (static_cast<unsigned char>(c) & 0xc0) != 0x80;
}

std::size_t characters(std::string_view text) {
  return static_cast<std::size_t>(std::count_if(text.begin(), text.end(), begins_a_character));
}

std::string cut(std::string text, std::size_t width) {
  constexpr std::string_view rest = "...";
  if (characters(text) <= width) return text;
  std::size_t kept = 0;
  std::size_t end = 0;
  for (; end < text.size(); ++end)
    if (begins_a_character(text[end]) && kept++ == width - rest.size()) break;
  return text.substr(0, end).append(rest);
}

Widths widths_of(const Rows& rows) {
  Widths widths(rows.front().size());
  for (const auto& row : rows)
    for (std::size_t i = 0; i < row.size(); ++i)
      widths[i] = std::max(widths[i], characters(row[i]));
  return widths;
}

// The last column gives way first, which is a handler or a path, then the widest, and so on: a long
// name leaves room for the rest.
Widths fitted(Widths widths) {
  const std::size_t room = Table::width - std::min(Table::width, gap.size() * (widths.size() - 1));
  while (std::accumulate(widths.begin(), widths.end(), std::size_t{0}) > room) {
    const auto yielding = widths.back() > Table::narrowest
                              ? std::prev(widths.end())
                              : std::max_element(widths.begin(), widths.end());
    if (*yielding <= Table::narrowest) break;
    --*yielding;
  }
  return widths;
}

std::string line_of(const std::vector<std::string>& row, const Widths& widths) {
  std::string line;
  for (std::size_t i = 0; i < row.size(); ++i) {
    const std::string cell = cut(row[i], widths[i]);
    line.append(cell).append(widths[i] - characters(cell), ' ').append(gap);
  }
  line.resize(line.find_last_not_of(' ') + 1);
  return cut(std::move(line), Table::width) + "\n";
}

}  // namespace

void Table::add(std::vector<std::string> row) {
  for (std::string& cell : row) cell = visible(cell);
  rows_.push_back(std::move(row));
}

std::string Table::rendered() const {
  const Widths widths = fitted(widths_of(rows_));
  std::string text;
  for (const auto& row : rows_) text += line_of(row, widths);
  return text;
}

}  // namespace aio::ctl

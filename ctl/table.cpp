// SPDX-License-Identifier: MIT
#include "ctl/table.hpp"

#include <algorithm>
#include <iterator>
#include <numeric>
#include <string_view>

#include "ctl/text.hpp"
#include "ctl/width.hpp"

namespace aio::ctl {
namespace {

using Widths = std::vector<std::size_t>;

constexpr std::string_view gap = "  ";
constexpr std::size_t sign_width = 2;  // with the blank behind it

// The last column gives way first, which is a handler or a path, then the widest, and so on: a long
// name leaves room for the rest.
Widths fitted(Widths widths, std::size_t width) {
  if (width == Screen::endless) return widths;
  const std::size_t room = width - std::min(width, gap.size() * (widths.size() - 1));
  while (std::accumulate(widths.begin(), widths.end(), std::size_t{0}) > room) {
    const auto yielding = widths.back() > Table::narrowest
                              ? std::prev(widths.end())
                              : std::max_element(widths.begin(), widths.end());
    if (*yielding <= Table::narrowest) break;
    --*yielding;
  }
  return widths;
}

std::string line_of(const std::vector<Cell>& row,
                    const Widths& widths,
                    std::size_t room,
                    const Screen& screen) {
  std::string line;
  std::size_t used = 0;
  std::size_t blanks = 0;  // are written before the next cell, and so never at the end of a line
  for (std::size_t i = 0; i < row.size() && used + blanks < room; ++i) {
    const std::string cell = cut(row[i].text, std::min(widths[i], room - used - blanks), screen);
    const std::size_t columns = columns_of(cell);
    if (columns > 0) line.append(blanks, ' ').append(painted(cell, row[i].tone, screen));
    if (columns > 0) used += std::exchange(blanks, 0) + columns;
    blanks += widths[i] - columns + gap.size();
  }
  return line + "\n";
}

}  // namespace

void Table::add(std::vector<Cell> cells, Glyph glyph, Tone tone, bool with_sign) {
  for (Cell& cell : cells) cell.text = visible(cell.text);
  rows_.push_back({std::move(cells), glyph, tone});
  with_signs_ = with_sign;
}

std::string Table::rendered(const Screen& screen) const {
  Widths widths(head_.size());
  for (std::size_t i = 0; i < head_.size(); ++i) widths[i] = columns_of(head_[i]);
  for (const Row& row : rows_)
    for (std::size_t i = 0; i < row.cells.size(); ++i)
      widths[i] = std::max(widths[i], columns_of(row.cells[i].text));
  const std::size_t before = with_signs_ ? sign_width : 0;
  const std::size_t room = screen.room_beside(before);
  widths = fitted(std::move(widths), room);
  std::vector<Cell> head;
  for (const std::string& name : head_) head.emplace_back(name, Tone::head);
  std::string text = std::string(before, ' ') + line_of(head, widths, room, screen);
  for (const auto& [cells, glyph, tone] : rows_) {
    if (with_signs_) text.append(painted(sign(glyph, screen), tone, screen)).append(" ");
    text += line_of(cells, widths, room, screen);
  }
  return text;
}

}  // namespace aio::ctl

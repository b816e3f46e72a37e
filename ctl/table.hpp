// SPDX-License-Identifier: MIT
#pragma once

#include <cstddef>
#include <string>
#include <utility>
#include <vector>

#include "ctl/screen.hpp"

namespace aio::ctl {

/// What stands in one column of a row.
struct Cell {
  Cell(std::string of, Tone as = Tone::plain) : text{std::move(of)}, tone{as} {}
  Cell(const char* of) : text{of} {}

  std::string text;
  Tone tone = Tone::plain;
};

/// Rows of cells under a head. A value.
class Table {
 public:
  static constexpr std::size_t narrowest = 8;  ///< that a column is cut to

  explicit Table(std::vector<std::string> head) : head_{std::move(head)} {}

  void add(std::vector<Cell> row) { add(std::move(row), Glyph::active, Tone::plain, false); }
  /// With a sign before it. All rows of a table have one, or none has.
  void add(std::vector<Cell> row, Glyph glyph, Tone tone) {
    add(std::move(row), glyph, tone, true);
  }
  bool empty() const { return rows_.empty(); }

  /// Columns as wide as they need, two blanks between them. Where that is too wide, the cells of
  /// the last column are cut, and then those of the widest; they end in an ellipsis.
  std::string rendered(const Screen& screen) const;

 private:
  struct Row {
    std::vector<Cell> cells;
    Glyph glyph;
    Tone tone;
  };

  void add(std::vector<Cell> cells, Glyph glyph, Tone tone, bool with_sign);

  std::vector<std::string> head_;
  std::vector<Row> rows_;
  bool with_signs_ = false;
};

}  // namespace aio::ctl

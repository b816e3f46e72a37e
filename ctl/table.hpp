// SPDX-License-Identifier: MIT
#pragma once

#include <cstddef>
#include <string>
#include <utility>
#include <vector>

namespace aio::ctl {

/// Rows of cells under a head, for a terminal. A value.
class Table {
 public:
  static constexpr std::size_t width = 80;
  static constexpr std::size_t narrowest = 8;  ///< that a column is cut to

  explicit Table(std::vector<std::string> head) : rows_{std::move(head)} {}

  void add(std::vector<std::string> row);
  bool empty() const { return rows_.size() == 1; }

  /// Columns as wide as they need, two blanks between them. Where that is too wide, the cells of
  /// the last column are cut, and then those of the widest; they end in "...".
  std::string rendered() const;

 private:
  std::vector<std::vector<std::string>> rows_;
};

}  // namespace aio::ctl

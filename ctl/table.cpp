// SPDX-License-Identifier: MIT
#include "ctl/table.hpp"

#include <algorithm>
#include <string_view>

#include "ctl/text.hpp"

namespace aio::ctl {
namespace {

bool begins_a_character(char c) {
  return (static_cast<unsigned char>(c) & 0xc0) != 0x80;
}

std::size_t characters(std::string_view text) {
  return static_cast<std::size_t>(std::count_if(text.begin(), text.end(), begins_a_character));
}

std::string cut(std::string text) {
  constexpr std::string_view rest = "...";
  if (characters(text) <= Table::width) return text;
  std::size_t kept = 0;
  std::size_t end = 0;
  for (; end < text.size(); ++end)
    if (begins_a_character(text[end]) && kept++ == Table::width - rest.size()) break;
  return text.substr(0, end).append(rest);
}

}  // namespace

std::string Table::rendered() const {
  std::vector<std::size_t> widths(rows_.front().size());
  for (const auto& row : rows_)
    for (std::size_t i = 0; i < row.size(); ++i)
      widths[i] = std::max(widths[i], characters(visible(row[i])));
  std::string text;
  for (const auto& row : rows_) {
    std::string line;
    for (std::size_t i = 0; i < row.size(); ++i) {
      const std::string cell = visible(row[i]);
      line.append(cell).append(widths[i] - characters(cell) + 2, ' ');
    }
    line.resize(line.find_last_not_of(' ') + 1);
    text += cut(std::move(line)) + "\n";
  }
  return text;
}

}  // namespace aio::ctl

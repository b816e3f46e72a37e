// SPDX-License-Identifier: MIT
#include "ctl/width.hpp"

#include <unistr.h>
#include <uniwidth.h>

#include <algorithm>
#include <cstdint>

namespace aio::ctl {
namespace {

/// A character of a text, or a byte that is part of none.
struct Character {
  std::size_t length = 0;   ///< in bytes
  std::size_t columns = 0;  ///< on a terminal
};

Character first_of(std::string_view text) {
  const auto byte = static_cast<std::uint8_t>(text.front());
  if (byte >= 0x20 && byte < 0x7f)
    return {1, 1};  // as nearly all of it is, without a look at tables
  ucs4_t code = 0;
  const int length =
      ::u8_mbtouc(&code, reinterpret_cast<const std::uint8_t*>(text.data()), text.size());
  const int columns = ::uc_width(code, "UTF-8");  // negative for a control character
  return {static_cast<std::size_t>(length), static_cast<std::size_t>(columns < 0 ? 0 : columns)};
}

// The start of the text that fits.
std::string_view fitting(std::string_view text, std::size_t columns) {
  std::size_t end = 0;
  for (std::size_t used = 0; end < text.size();) {
    const Character next = first_of(text.substr(end));
    if ((used += next.columns) > columns) break;
    end += next.length;
  }
  return text.substr(0, end);
}

// The start of the text that one line takes: something in any case, so that it comes to an end.
std::string_view line_of(std::string_view text, std::size_t columns) {
  std::string_view line = fitting(text, columns);
  if (line.empty()) return text.substr(0, first_of(text).length);
  if (line.size() == text.size() || text[line.size()] == ' ') return line;
  const std::size_t blank = line.find_last_of(' ');
  const bool splits = blank != line.npos && line.find_first_not_of(' ') < blank;
  return splits ? line.substr(0, blank) : line;
}

}  // namespace

std::size_t columns_of(std::string_view text) {
  std::size_t columns = 0;
  while (!text.empty()) {
    const Character next = first_of(text);
    columns += next.columns;
    text.remove_prefix(next.length);
  }
  return columns;
}

std::string cut(std::string_view text, std::size_t columns, const Screen& screen) {
  if (columns == Screen::endless || fitting(text, columns).size() == text.size())
    return std::string(text);
  const std::string_view rest = fitting(sign(Glyph::ellipsis, screen), columns);
  return std::string(fitting(text, columns - columns_of(rest))).append(rest);
}

std::vector<std::string> wrapped(std::string_view text, std::size_t columns) {
  if (text.empty()) return {""};
  std::vector<std::string> lines;
  do {
    const std::string_view line = line_of(text, columns);
    lines.emplace_back(line);
    text.remove_prefix(line.size());
    text.remove_prefix(std::min(text.find_first_not_of(' '), text.size()));
  } while (!text.empty());
  return lines;
}

}  // namespace aio::ctl

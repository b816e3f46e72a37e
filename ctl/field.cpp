// SPDX-License-Identifier: MIT
#include "ctl/field.hpp"

#include <algorithm>

#include "ctl/text.hpp"
#include "ctl/width.hpp"

namespace aio::ctl {

std::string field(const std::string& label, const Cell& value, const Screen& screen) {
  constexpr std::size_t label_end = 10;
  constexpr std::size_t indent = label_end + 2;
  if (value.text.empty()) return {};
  std::string before =
      std::string(label_end - std::min(label_end, label.size()), ' ') + label + ": ";
  // Where there is hardly room for a word, the terminal breaks lines as well as we would.
  constexpr std::size_t least_room = 20;
  const std::size_t beside = screen.room_beside(indent);
  const std::size_t room = beside < least_room ? Screen::endless : beside;
  std::string text;
  for (const std::string& line : wrapped(visible(value.text), room)) {
    text.append(before).append(painted(line, value.tone, screen)).append("\n");
    before.assign(indent, ' ');
  }
  return text;
}

}  // namespace aio::ctl

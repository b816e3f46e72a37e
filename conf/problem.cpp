// SPDX-License-Identifier: MIT
#include "conf/problem.hpp"

#include <algorithm>
#include <cstdio>
#include <utility>

#include "conf/names.hpp"

namespace aio::conf {
namespace {

std::string escaped(char c) {
  switch (c) {
    case '\n':
      return "\\n";
    case '\t':
      return "\\t";
    default:
      char text[5];
      std::snprintf(text, sizeof text, "\\x%02x", static_cast<unsigned>(c));
      return text;
  }
}

}  // namespace

Problems added(const Problems& before, const Problems& after) {
  std::vector<std::pair<std::string, std::string>> old;
  for (const auto& [place, what] : before) old.emplace_back(place.file, what);
  Problems added;
  for (const Problem& problem : after) {
    const auto known =
        std::find(old.begin(), old.end(), std::pair(problem.place.file, problem.what));
    if (known == old.end())
      added.push_back(problem);
    else
      old.erase(known);
  }
  return added;
}

std::string rendered(const Problem& problem) {
  std::string text = problem.place.file;
  if (problem.place.line > 0) text += ':' + std::to_string(problem.place.line);
  return text + ": " + problem.what;
}

std::string rendered(const Problems& problems) {
  std::string text;
  for (const Problem& problem : problems) text += rendered(problem) + '\n';
  if (!text.empty()) text.pop_back();
  return text;
}

std::string shown(std::string_view text, std::size_t most) {
  const std::string_view begin = begin_of(text, most);
  std::string result;
  for (const char c : begin) {
    const bool is_control = (c >= 0 && c < ' ') || c == 0x7F;
    result += is_control ? escaped(c) : std::string(1, c);
  }
  return begin.size() < text.size() ? result + "..." : result;
}

}  // namespace aio::conf

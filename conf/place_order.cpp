// SPDX-License-Identifier: MIT
#include "conf/place_order.hpp"

#include <algorithm>
#include <cstddef>
#include <map>
#include <string_view>
#include <utility>

namespace aio::conf {

namespace {

/// Whether the Problem is among those of the same place, which are the last ones.
bool contains_at_end(const Problems& problems, const Problem& problem) {
  for (auto each = problems.rbegin(); each != problems.rend(); ++each) {
    if (each->place != problem.place) return false;
    if (each->what == problem.what) return true;
  }
  return false;
}

}  // namespace

void sort_by_place(Problems& problems, std::span<const std::string> files) {
  std::map<std::string_view, std::size_t> ranks;
  for (const std::string& file : files) ranks.emplace(file, ranks.size() + 1);
  const auto rank = [&](const Problem& problem) {
    const auto found = ranks.find(problem.place.file);
    return std::pair(found == ranks.end() ? 0 : found->second, problem.place.line);
  };
  std::ranges::stable_sort(problems, {}, rank);
}

Problems each_once(Problems problems, std::span<const std::string> files) {
  sort_by_place(problems, files);
  Problems once;
  for (Problem& problem : problems) {
    if (!contains_at_end(once, problem)) once.push_back(std::move(problem));
  }
  return once;
}

}  // namespace aio::conf

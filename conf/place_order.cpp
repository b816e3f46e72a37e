// SPDX-License-Identifier: MIT
#include "conf/place_order.hpp"

#include <algorithm>
#include <cstddef>
#include <map>
#include <string_view>
#include <utility>

namespace aio::conf {

void sort_by_place(Problems& problems, std::span<const std::string> files) {
  std::map<std::string_view, std::size_t> ranks;
  for (const std::string& file : files) ranks.emplace(file, ranks.size() + 1);
  const auto rank = [&](const Problem& problem) {
    const auto found = ranks.find(problem.place.file);
    return std::pair(found == ranks.end() ? 0 : found->second, problem.place.line);
  };
  std::ranges::stable_sort(problems, {}, rank);
}

}  // namespace aio::conf

// SPDX-License-Identifier: MIT
#include "daemon/modules/wording.hpp"

#include <algorithm>
#include <cstddef>
#include <numeric>
#include <utility>
#include <vector>

namespace aio::modules {
namespace {

// How many letters have to be put in, taken out or changed to make one of the other.
std::size_t edits_between(std::string_view a, std::string_view b) {
  std::vector<std::size_t> row(b.size() + 1);  // from what was seen of a to each start of b
  std::iota(row.begin(), row.end(), std::size_t{0});
  for (std::size_t i = 0; i < a.size(); ++i) {
    std::size_t diagonal = std::exchange(row[0], i + 1);
    for (std::size_t j = 0; j < b.size(); ++j) {
      const std::size_t changed = diagonal + (a[i] == b[j] ? 0 : 1);
      diagonal = row[j + 1];
      row[j + 1] = std::min({changed, row[j] + 1, row[j + 1] + 1});
    }
  }
  return row.back();
}

}  // namespace

std::string in_quotes(std::string_view text) {
  return "'" + std::string(text) + "'";
}

std::string listed(std::span<const std::string> names) {
  std::string text;
  for (const auto& name : names) text += (text.empty() ? "" : ", ") + name;
  return text.empty() ? "nothing" : text;
}

std::optional<std::string> nearest(std::string_view name, std::span<const std::string> names) {
  const auto edits = [&](const std::string& candidate) { return edits_between(name, candidate); };
  const auto best = std::ranges::min_element(names, {}, edits);
  if (best == names.end() || edits(*best) > std::clamp<std::size_t>(name.size() / 2, 1, 3))
    return {};
  return *best;
}

}  // namespace aio::modules

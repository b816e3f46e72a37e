// SPDX-License-Identifier: MIT
#include "daemon/runner/problems.hpp"

#include <algorithm>
#include <utility>

namespace aio::runner {

void append(conf::Problems& to, const conf::Problems& more) {
  to.insert(to.end(), more.begin(), more.end());
}

void sort_by_place(conf::Problems& problems, const conf::Config& config) {
  const auto files = config.files();
  const auto position = [&](const conf::Problem& problem) {
    return std::pair(std::ranges::find(files, problem.place.file) - files.begin(),
                     problem.place.line);
  };
  std::ranges::stable_sort(problems, {}, position);
}

}  // namespace aio::runner

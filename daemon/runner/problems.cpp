// SPDX-License-Identifier: MIT
#include "daemon/runner/problems.hpp"

#include <algorithm>

#include "conf/load.hpp"

namespace aio::runner {

void append(conf::Problems& to, const conf::Problems& more) {
  to.insert(to.end(), more.begin(), more.end());
}

bool has_mistake_in_a_file(const conf::Problems& problems) {
  return std::ranges::any_of(
      problems, [](const auto& problem) { return problem.place.file != conf::runtime_name; });
}

}  // namespace aio::runner

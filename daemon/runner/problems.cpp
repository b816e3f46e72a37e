// SPDX-License-Identifier: MIT
#include "daemon/runner/problems.hpp"

namespace aio::runner {

void append(conf::Problems& to, const conf::Problems& more) {
  to.insert(to.end(), more.begin(), more.end());
}

}  // namespace aio::runner

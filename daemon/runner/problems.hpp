// SPDX-License-Identifier: MIT
#pragma once

#include "conf/config.hpp"
#include "conf/problem.hpp"

namespace aio::runner {

void append(conf::Problems& to, const conf::Problems& more);

/// In the order in which the user reads them: by file as it was read, then by line.
void sort_by_place(conf::Problems& problems, const conf::Config& config);

}  // namespace aio::runner

// SPDX-License-Identifier: MIT
#pragma once

#include "conf/problem.hpp"

namespace aio::runner {

void append(conf::Problems& to, const conf::Problems& more);

}  // namespace aio::runner

// SPDX-License-Identifier: MIT
#pragma once

#include "conf/problem.hpp"

namespace aio::runner {

void append(conf::Problems& to, const conf::Problems& more);

/// Whether one is not of a value that was set at runtime: that must not keep the app from starting,
/// for no file has it to be mended in.
bool has_mistake_in_a_file(const conf::Problems& problems);

}  // namespace aio::runner

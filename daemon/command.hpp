// SPDX-License-Identifier: MIT
#pragma once

#include "daemon/options.hpp"

namespace aio {

/// `aiod --command=NAME --handler=MODULE.FUNCTION -- WORD...`, which aioctl becomes for the
/// commands of modules: runs the function in this process, and returns the exit status. As any
/// program's, its signals are what they are by themselves, and its streams those that it was
/// started with.
int run_command(const Options& options);

}  // namespace aio

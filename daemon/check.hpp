// SPDX-License-Identifier: MIT
#pragma once

#include "daemon/options.hpp"

namespace aio {

/// `aiod --check`: prints every mistake of the configuration on standard error, one a line, and
/// returns the exit status. Modules are loaded in a child process, so that one that ends its
/// process is a mistake like any other.
int check(const Options& options);

}  // namespace aio

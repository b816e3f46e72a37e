// SPDX-License-Identifier: MIT
#pragma once

#include <sys/types.h>

namespace aio::bus {

/// Whether the process with this pid is an aiod, by the name that proc(5) gives it: the owner of
/// our bus name may be something else.
bool is_aiod(pid_t pid);

}  // namespace aio::bus

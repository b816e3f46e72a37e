// SPDX-License-Identifier: MIT
#pragma once

#include "ctl/exit_status.hpp"
#include "ctl/invocation.hpp"

namespace aio::ctl {

/// aioctl monitor [PATTERN] [--kind=KIND,...]: what happens in the daemon, a line each, until it is
/// interrupted. Prints by itself, line by line.
Exit monitor(const Invocation& invocation);

}  // namespace aio::ctl

// SPDX-License-Identifier: MIT
#pragma once

#include "ctl/exit_status.hpp"
#include "ctl/invocation.hpp"

namespace aio::ctl {

/// aioctl test [MODULE...]: runs the modules' tests as the caller, apart from the daemon.
Exit test(const Invocation& invocation);

}  // namespace aio::ctl

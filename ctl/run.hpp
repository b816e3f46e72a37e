// SPDX-License-Identifier: MIT
#pragma once

#include "ctl/exit_status.hpp"
#include "ctl/invocation.hpp"

namespace aio::ctl {

/// aioctl run [-c FILE]: aiod takes this process over.
Exit run(const Invocation& invocation);

}  // namespace aio::ctl

// SPDX-License-Identifier: MIT
#pragma once

#include "ctl/exit_status.hpp"
#include "ctl/invocation.hpp"

namespace aio::ctl {

/// aioctl pause|resume|start|stop [KIND/]NAME
Exit control(const Invocation& invocation);

}  // namespace aio::ctl

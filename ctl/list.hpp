// SPDX-License-Identifier: MIT
#pragma once

#include "ctl/exit_status.hpp"
#include "ctl/invocation.hpp"

namespace aio::ctl {

/// aioctl list-schedules|list-servers|list-listeners|list-modules [PATTERN]: an empty list is done
/// as well.
Exit list(const Invocation& invocation);

}  // namespace aio::ctl

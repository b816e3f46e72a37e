// SPDX-License-Identifier: MIT
#pragma once

#include "ctl/exit_status.hpp"
#include "ctl/invocation.hpp"

namespace aio::ctl {

/// aioctl emit SIGNAL [DATA]: may start a service that is stopped.
Exit emit(const Invocation& invocation);

}  // namespace aio::ctl

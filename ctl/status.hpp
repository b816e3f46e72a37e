// SPDX-License-Identifier: MIT
#pragma once

#include "ctl/exit_status.hpp"
#include "ctl/invocation.hpp"

namespace aio::ctl {

/// aioctl [status [PATTERN]]
Exit status(const Invocation& invocation);

}  // namespace aio::ctl

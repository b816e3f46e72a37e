// SPDX-License-Identifier: MIT
#pragma once

#include "ctl/exit_status.hpp"
#include "ctl/invocation.hpp"

namespace aio::ctl {

/// aioctl log-level [LOGGER [LEVEL]]: what holds until aiod ends, in no file.
Exit log_level(const Invocation& invocation);

}  // namespace aio::ctl

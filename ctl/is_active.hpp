// SPDX-License-Identifier: MIT
#pragma once

#include "ctl/exit_status.hpp"
#include "ctl/invocation.hpp"

namespace aio::ctl {

/// aioctl is-active [KIND/]NAME: Exit::done, Exit::not_active or Exit::not_found.
Exit is_active(const Invocation& invocation);

}  // namespace aio::ctl

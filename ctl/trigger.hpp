// SPDX-License-Identifier: MIT
#pragma once

#include "ctl/exit_status.hpp"
#include "ctl/invocation.hpp"

namespace aio::ctl {

/// aioctl trigger SCHEDULE: may start a service that is stopped. Exit::failed for a run that did
/// not end well.
Exit trigger(const Invocation& invocation);

}  // namespace aio::ctl

// SPDX-License-Identifier: MIT
#pragma once

#include "ctl/exit_status.hpp"
#include "ctl/invocation.hpp"

namespace aio::ctl {

/// aioctl config edit [--drop-in NAME] [--yes]: the configuration file in the user's editor. What
/// the user has written is applied, or kept.
Exit config_edit(const Invocation& invocation);

}  // namespace aio::ctl

// SPDX-License-Identifier: MIT
#pragma once

#include "ctl/exit_status.hpp"
#include "ctl/invocation.hpp"

namespace aio::ctl {

/// aioctl config [-g NAME | -s NAME VALUE... | --unset NAME... | --check]
Exit config(const Invocation& invocation);

}  // namespace aio::ctl

// SPDX-License-Identifier: MIT
#pragma once

#include "ctl/exit_status.hpp"
#include "ctl/invocation.hpp"

namespace aio::ctl {

/// aioctl build FILE...: each source is a module of one file, built beside it. All are tried though
/// one does not compile.
Exit build(const Invocation& invocation);

}  // namespace aio::ctl

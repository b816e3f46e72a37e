// SPDX-License-Identifier: MIT
#pragma once

#include "ctl/exit_status.hpp"
#include "ctl/invocation.hpp"

namespace aio::ctl {

/// aioctl new NAME [--program]: the folder NAME in the current one, with all of its files or, when
/// something fails, not at all.
Exit new_module(const Invocation& invocation);

}  // namespace aio::ctl

// SPDX-License-Identifier: MIT
#pragma once

#include <string>

#include "ctl/answers.hpp"
#include "ctl/exit_status.hpp"
#include "ctl/invocation.hpp"

namespace aio::ctl {

/// aioctl [status [PATTERN]]
Exit status(const Invocation& invocation);

/// Whether the shell pattern is one for the item: for KIND/NAME, or for NAME.
bool matches(const Item& item, const std::string& pattern);

/// Whether the item does its work: an enabled schedule, a listening server; listeners and modules
/// always do.
bool is_active(const Item& item);

}  // namespace aio::ctl

// SPDX-License-Identifier: MIT
#pragma once

#include <string>

#include "ctl/answers.hpp"

namespace aio::ctl {

/// Where a server is, such as "tcp [::1]:80" or "unix /run/s". Pure.
std::string endpoint(const Properties& server);

}  // namespace aio::ctl

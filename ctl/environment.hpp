// SPDX-License-Identifier: MIT
#pragma once

#include <functional>

namespace aio::ctl {

/// The value of a variable of the environment, nullptr without it: getenv(3), or what a test has.
using Environment = std::function<const char*(const char*)>;

}  // namespace aio::ctl

// SPDX-License-Identifier: MIT
#pragma once

#include "conf/load.hpp"
#include "daemon/options.hpp"

namespace aio {

/// Where this process looks for its configuration.
conf::Search search_of(const Options& options);

}  // namespace aio

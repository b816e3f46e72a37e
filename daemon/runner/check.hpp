// SPDX-License-Identifier: MIT
#pragma once

#include <functional>
#include <string>

#include "conf/load.hpp"
#include "conf/problem.hpp"

namespace aio::runner {

/// Hears the dotted name whose module is loaded next, since loading may end the process.
using Announce = std::function<void(const std::string& dotted)>;

/// All that stands against running the configuration: what a start or a reload would say, with
/// nothing bound and nothing run. Loads modules into this process.
conf::Problems check(const conf::Search& search, const Announce& announce);

}  // namespace aio::runner

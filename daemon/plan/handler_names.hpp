// SPDX-License-Identifier: MIT
#pragma once

#include <string>
#include <vector>

#include "conf/config.hpp"

namespace aio::plan {

/// The dotted names of all handlers that a configuration names, each once: what planning will look
/// for. Mistakes are passed over, since planning tells them. Pure.
std::vector<std::string> handler_names(const conf::Config& config);

}  // namespace aio::plan

// SPDX-License-Identifier: MIT
#pragma once

#include "conf/config.hpp"
#include "daemon/plan/log_spec.hpp"
#include "daemon/plan/parse_specs.hpp"

namespace aio::plan {

/// What the configuration says of logging. What is unsound is left out, with a Finding or a Problem
/// of conf::judge().
LoggingSpec parse_logging(const conf::Config& config, Findings& findings);

}  // namespace aio::plan

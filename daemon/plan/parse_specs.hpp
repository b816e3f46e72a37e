// SPDX-License-Identifier: MIT
#pragma once

#include "conf/config.hpp"
#include "conf/problem.hpp"
#include "daemon/plan/catalog.hpp"
#include "daemon/plan/spec.hpp"

namespace aio::plan {

/// What stands against running a configuration, beyond what conf::judge() sees.
struct Findings {
  conf::Problems mistakes;  ///< in the text: only the user can mend them
  conf::Problems missing;   ///< modules that are not there or do not load: they may come
};

/// The specs of all sections that are sound; each other one has a Problem here or in conf::judge().
Specs parse_specs(const conf::Config& config, Catalog& catalog, Findings& findings);

}  // namespace aio::plan

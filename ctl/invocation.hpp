// SPDX-License-Identifier: MIT
#pragma once

#include "ctl/command_line.hpp"
#include "ctl/options.hpp"
#include "ctl/output.hpp"

namespace aio::ctl {

/// All that a verb gets. Lives in main for as long as the verb runs.
struct Invocation {
  const CommandLine& line;
  const Options& options;
  Output& output;
};

}  // namespace aio::ctl

// SPDX-License-Identifier: MIT
#pragma once

#include <functional>
#include <string>

#include "conf/load.hpp"
#include "conf/problem.hpp"

namespace aio::runner {

/// Hears the dotted name whose module is loaded next, since loading may end the process.
using Announce = std::function<void(const std::string& dotted)>;

struct Verdict {
  conf::Problems problems;
  bool not_permitted = false;  ///< a file that the caller may not read is among them
  std::string note;            ///< what is no mistake and may surprise; empty: nothing
};

/// All that stands against running the configuration: what a start or a reload would say, with
/// nothing bound and nothing run. Loads modules into this process.
Verdict check(const conf::Search& search, const Announce& announce);

}  // namespace aio::runner

// SPDX-License-Identifier: MIT
#pragma once

#include <string>
#include <unordered_set>

#include "conf/config.hpp"

namespace aio::conf {

using SectionNames = std::unordered_set<std::string>;

/// The sections that may read otherwise in `after` than in `before`: those that say something else
/// themselves or are no more, those that take another value from outside, those that refer to such
/// a one, through however many others, and all of them when [DEFAULT] is one. A section that is not
/// among these has the same values, and the same mistakes in them.
SectionNames changed_sections(const Config& before, const Config& after);

}  // namespace aio::conf

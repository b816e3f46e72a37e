// SPDX-License-Identifier: MIT
#pragma once

#include <string_view>

#include "conf/changed_sections.hpp"
#include "conf/config.hpp"
#include "conf/problem.hpp"

namespace aio::conf {

/// Whether a schedule, server or listener may have this name: 1 to 128 characters of
/// A-Za-z0-9._@/-, the first of them a letter or a digit.
bool is_name(std::string_view name);

/// Every mistake that the key table alone can see, each once, in order of place. What handlers and
/// modules the values name is not judged here. `only`: of these sections; null: of all.
Problems judge(const Config& config, const SectionNames* only = nullptr);

}  // namespace aio::conf

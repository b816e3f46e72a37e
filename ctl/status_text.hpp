// SPDX-License-Identifier: MIT
#pragma once

#include <string>

#include "ctl/answers.hpp"

namespace aio::ctl {

/// How the daemon stands, for a terminal of 80 columns: the renderer's text of a Snapshot. Pure.
std::string status_text(const Snapshot& snapshot, Time now);

}  // namespace aio::ctl

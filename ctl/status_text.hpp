// SPDX-License-Identifier: MIT
#pragma once

#include <chrono>
#include <string>

#include "ctl/answers.hpp"

namespace aio::ctl {

/// How the daemon stands, for a terminal of 80 columns: the renderer's text of a Snapshot. Pure.
std::string status_text(const Snapshot& snapshot, std::chrono::system_clock::time_point now);

}  // namespace aio::ctl

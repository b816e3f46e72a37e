// SPDX-License-Identifier: MIT
#pragma once

#include <chrono>
#include <string>

namespace aio::ctl {

/// A span in the two units that matter: "1h 30min", "2s", "350ms", "40us".
std::string short_span(std::chrono::microseconds span);

}  // namespace aio::ctl

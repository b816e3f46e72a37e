// SPDX-License-Identifier: MIT
#pragma once

#include <chrono>
#include <string>

namespace aio::runtime {

/// A span as the configuration would have it, in its largest whole unit: "1500ms", "2s", "90min".
std::string text_of(std::chrono::nanoseconds span);

}  // namespace aio::runtime

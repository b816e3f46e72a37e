// SPDX-License-Identifier: MIT
#pragma once

#include <string>
#include <vector>

namespace aio::ctl {

/// Runs the compiler to its end, with our standard descriptors: what it says passes through. True
/// when it ended well. Throws Failure when it cannot be started.
bool run_compiler(std::vector<std::string> words);

}  // namespace aio::ctl

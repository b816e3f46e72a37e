// SPDX-License-Identifier: MIT
#pragma once

#include <string>

#include "bench/rounds.hpp"

namespace bench {

std::string table(const Result& result);  ///< lines of fewer than 100 columns
std::string json(const Result& result);   ///< one object

}  // namespace bench

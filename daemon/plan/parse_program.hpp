// SPDX-License-Identifier: MIT
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "daemon/plan/keys.hpp"
#include "daemon/plan/program_spec.hpp"

namespace aio::plan {

/// A program and what its section says of it. Reads keys that no other handler has, so it is called
/// for sections that name a program alone.
ProgramSpec parse_program(std::string_view handler,
                          std::vector<std::string> words,
                          ProgramRole role,
                          Keys& settings);

/// Whether an option is one of those keys.
bool is_for_programs(std::string_view option);

}  // namespace aio::plan

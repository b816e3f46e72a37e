// SPDX-License-Identifier: MIT
#pragma once

#include <string>
#include <vector>

namespace aio::ctl {

/// Puts a program in the place of this process, with its terminal, signals and end: a path, or a
/// name that is sought in $PATH, and its arguments. Throws std::system_error.
[[noreturn]] void become_program(std::vector<std::string> words);

}  // namespace aio::ctl

// SPDX-License-Identifier: MIT
#pragma once

#include <span>
#include <string>

#include "conf/problem.hpp"

namespace aio::conf {

/// Puts Problems in the order in which the user reads them: by file as `files` has them, then by
/// line. Files that are not among these, since they could not be read, come first.
void sort_by_place(Problems& problems, std::span<const std::string> files);

/// The same, and each of them once.
Problems each_once(Problems problems, std::span<const std::string> files);

}  // namespace aio::conf

// SPDX-License-Identifier: MIT
#pragma once

#include <aio/error.hpp>

#include <string>
#include <vector>

#include "daemon/runtime/programs/launch.hpp"

namespace aio::runtime {

/// Where a process was on its way to its program.
enum class BeginStage { directory, exec };

/// Where a program is sought: itself, when it is a path, or else in the folders of PATH.
std::vector<std::string> places_of(const std::string& program);

/// Says why a program did not begin, with the path and the kernel's text: "/bin/no: No such file or
/// directory". A script whose interpreter is missing is told as that.
Error exec_failure(const Launch& launch,
                   const std::vector<std::string>& places,
                   BeginStage stage,
                   int error);

}  // namespace aio::runtime

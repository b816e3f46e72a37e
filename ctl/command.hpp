// SPDX-License-Identifier: MIT
#pragma once

#include "ctl/command_line.hpp"
#include "ctl/output.hpp"

namespace aio::ctl {

/// Runs line.command, which is no verb, in the place of this process: the program of `exec:`, or
/// aiod with the function. Only where that was not asked for, as by --help, does it return. Throws
/// Failure{usage} for an unknown one, and std::system_error for a program that cannot be started.
Exit command(const CommandLine& line, Output& output);

}  // namespace aio::ctl

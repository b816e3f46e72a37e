// SPDX-License-Identifier: MIT
#pragma once

#include <sys/types.h>

#include <optional>
#include <string>
#include <system_error>
#include <vector>

namespace aio::ctl {

/// Starts a program, a path or a name in $PATH, on the terminal and outputs that aioctl has, with
/// `input` as its standard input. The caller waits for it. Nothing, and the error, when it cannot
/// be started.
std::optional<pid_t> start_child(std::vector<std::string> words, int input, std::error_code& error);

}  // namespace aio::ctl

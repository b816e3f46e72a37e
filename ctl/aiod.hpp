// SPDX-License-Identifier: MIT
#pragma once

#include <filesystem>
#include <string>
#include <vector>

#include "ctl/options.hpp"

// The program that does the work, where aioctl leaves it to it.
namespace aio::ctl {

/// The aiod beside aioctl; empty when there is none.
std::filesystem::path aiod_beside();

/// What aiod needs of our options.
std::vector<std::string> aiod_arguments(const Options& options);

/// How to call it: the one beside aioctl, else by its name, to be sought in $PATH.
std::string aiod_program();

/// Puts aiod in the place of this process. Throws std::system_error.
[[noreturn]] void become_aiod(std::vector<std::string> arguments);

}  // namespace aio::ctl

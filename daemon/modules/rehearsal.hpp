// SPDX-License-Identifier: MIT
#pragma once

#include <filesystem>
#include <optional>
#include <string>

namespace aio::modules {

/// The function that AIO_MODULE defines.
inline constexpr const char* entry_point = "aio_module_define";

/// Loads the module in a child process and throws that away, since loading runs its constructors:
/// one that throws, crashes, calls exit() or never returns would end this process. (An exception
/// cannot even be caught: dlopen is C.) Tells why loading fails, nothing when it goes well. Takes a
/// millisecond; the constructors run in both processes.
std::optional<std::string> rehearse_loading(const std::filesystem::path& file);

}  // namespace aio::modules

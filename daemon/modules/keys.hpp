// SPDX-License-Identifier: MIT
#pragma once

#include <filesystem>
#include <string>
#include <vector>

#include "conf/module_keys.hpp"

namespace aio::modules {

/// The keys that these modules declare (AIO_KEY), read from their files, of which nothing is loaded
/// or run. One that is not there, or is no module, has none: loading it says why.
std::vector<conf::Declaration> declared_keys(const std::vector<std::string>& modules,
                                             const std::vector<std::filesystem::path>& module_path);

}  // namespace aio::modules

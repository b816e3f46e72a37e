// SPDX-License-Identifier: MIT
#pragma once

#include <filesystem>
#include <string>
#include <string_view>
#include <vector>

// What has to be known to decide who may do what.
namespace aio::runner {

/// The name of an option or a signal as names are compared.
std::string folded(std::string_view name);

/// Whether every user of this system may read each of these files, which takes the folders above it
/// too. Looks at the disk.
bool all_may_read(const std::vector<std::filesystem::path>& files);

}  // namespace aio::runner

// SPDX-License-Identifier: MIT
#pragma once

#include <filesystem>
#include <string>
#include <vector>

#include "ctl/options.hpp"
#include "ctl/testing/test_files.hpp"

namespace aio::ctl::tests {

/// Which modules are to be tested, and where modules are. A value.
struct TestedModules {
  std::vector<ModuleFolder> modules;  ///< each once
  std::vector<std::filesystem::path> module_path;
};

/// Those that are named, else those of [aio/testing] modules; with none there, the folder of the
/// configuration file, which is a module by itself. The running daemon's configuration says so, and
/// where its modules are; that of a file with -c, or when there is no daemon. A daemon is asked,
/// and never started. Throws Failure, not_found with the nearest name among them.
TestedModules find_tested_modules(const Options& options, const std::vector<std::string>& named);

}  // namespace aio::ctl::tests

// SPDX-License-Identifier: MIT
#pragma once

#include <filesystem>
#include <string>
#include <vector>

#include "ctl/testing/job.hpp"

namespace aio::ctl::tests {

/// A module as its tests see it. A value.
struct ModuleFolder {
  std::string name;
  std::filesystem::path folder;  ///< absolute
};

/// What there is to run, and what looks like a test and is none.
struct TestFiles {
  std::vector<TestFile> files;
  std::vector<std::string> remarks;  ///< a line each
};

/// The executable files in the module's tests folder, in the order of their bytes, without those
/// whose name begins with a dot, and its README.md if that has examples. Runs nothing. Throws
/// std::system_error where it may not look.
TestFiles find_tests(const ModuleFolder& module);

}  // namespace aio::ctl::tests

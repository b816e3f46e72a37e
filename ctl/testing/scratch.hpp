// SPDX-License-Identifier: MIT
#pragma once

#include <filesystem>
#include <string>
#include <vector>

#include "ctl/testing/job.hpp"

namespace aio::ctl::tests {

/// A folder of our own in $TMPDIR, with folders in it for what is run. Owned by the Runner; goes
/// with it, with all that is in it.
class Scratch {
 public:
  Scratch();  ///< throws std::system_error
  ~Scratch();
  Scratch(const Scratch&) = delete;
  Scratch& operator=(const Scratch&) = delete;

  /// A new folder, with "tmp" and "run" in it.
  std::filesystem::path make();
  void remove(const std::filesystem::path& folder);

 private:
  std::filesystem::path path_;
  std::size_t made_ = 0;
};

/// What the tests of this file find in their environment: aioctl's own, and of ours
///   TMPDIR, XDG_RUNTIME_DIR: folders of this run alone, so that no test meets the running daemon
///   AIO_MODULE_PATH: where <aio/testing.hpp> looks for modules
///   AIO_TESTING: 1, for an aioctl test that is called by a test
///   PATH: this aioctl is the first that is found
/// and without the variables that GoogleTest and systemd would heed.
std::vector<std::string> environment_for(const TestFile& file,
                                         const std::vector<std::filesystem::path>& module_path,
                                         const std::filesystem::path& scratch);

}  // namespace aio::ctl::tests

// SPDX-License-Identifier: MIT
#pragma once

#include <filesystem>

#include "ctl/new_files.hpp"

namespace aio::ctl {

/// A folder of ours that is to have all of its files, or not to be: it goes with this value unless
/// keep() was called. Throws std::system_error.
class NewFolder {
 public:
  explicit NewFolder(std::filesystem::path path);  ///< which must not be there
  ~NewFolder();
  NewFolder(const NewFolder&) = delete;
  NewFolder& operator=(const NewFolder&) = delete;

  void write(const NewFile& file) const;
  void keep() { kept_ = true; }

 private:
  std::filesystem::path path_;
  bool kept_ = false;
};

}  // namespace aio::ctl

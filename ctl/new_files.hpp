// SPDX-License-Identifier: MIT
#pragma once

#include <filesystem>
#include <string>
#include <vector>

// What `aioctl new` writes: the templates, with their placeholders replaced.
namespace aio::ctl {

enum class NewKind {
  module,   ///< in C++
  program,  ///< a shell's script
};

/// A file to be written.
struct NewFile {
  std::string path;  ///< in the new folder
  std::string text;
  bool executable = false;
};

/// All files of a new module, which is to lie in `folder` (absolute). Pure. Throws Failure when the
/// configuration of a program has no way to write that folder's name.
std::vector<NewFile> new_files(NewKind kind,
                               const std::string& name,
                               const std::filesystem::path& folder);

/// A program's path as a word of exec:PROGRAM in a configuration. Pure. Throws Failure.
std::string program_word(const std::string& path);

}  // namespace aio::ctl

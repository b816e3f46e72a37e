// SPDX-License-Identifier: MIT
#pragma once

#include <filesystem>
#include <span>
#include <string>
#include <string_view>
#include <vector>

// What `aioctl new` writes. The texts are files of ctl/templates, which the build puts into aioctl.
namespace aio::ctl {

enum class NewKind {
  module,   ///< in C++
  program,  ///< a shell's script
};

/// A file of ctl/templates; its name and its text have @NAME@ where the module's name is to be.
struct Template {
  std::string_view path;  ///< module/tests/@NAME@_test.cpp
  std::string_view text;
};

std::span<const Template> templates();

/// A file to be written.
struct NewFile {
  std::string path;  ///< in the new folder
  std::string text;
  bool executable = false;
};

/// All files of a new module, which is to lie in `folder` (absolute). Pure. Throws Failure when a
/// configuration has no way to write that folder's name.
std::vector<NewFile> new_files(NewKind kind,
                               const std::string& name,
                               const std::filesystem::path& folder);

/// A program's path as a word of exec:PROGRAM in a configuration. Pure. Throws Failure.
std::string program_word(const std::string& path);

}  // namespace aio::ctl

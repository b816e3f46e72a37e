// SPDX-License-Identifier: MIT
#pragma once

#include <cstddef>
#include <filesystem>
#include <string>
#include <system_error>

// What the room reads of files; FileWriter writes them.
namespace aio::conf {

inline constexpr std::size_t largest_file = 64 << 20;

/// The text of a file, or why there is none.
struct FileText {
  std::string text;
  std::string failure;    ///< for the user; empty when the text is there
  std::error_code error;  ///< the same for programs
};

/// Reads a regular file of at most 64 MB; never waits on a pipe, never takes a terminal.
FileText read_text(const std::filesystem::path& path);

/// The same, of a file in an open folder.
FileText read_text_at(int folder, const std::string& name);

}  // namespace aio::conf

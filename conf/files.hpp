// SPDX-License-Identifier: MIT
#pragma once

#include <cstddef>
#include <filesystem>
#include <string>
#include <string_view>
#include <system_error>

// The only file input and output of the room.
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

/// Replaces a file's text, or makes the file: after a failure, or a crash at any moment, the old
/// text is there whole. Keeps mode and, where it may, owner and group; a symbolic link stays one.
/// Throws std::system_error; a file that the caller may not write is left alone, although its
/// folder would allow to replace it.
void write_atomically(const std::filesystem::path& path, std::string_view text);

}  // namespace aio::conf

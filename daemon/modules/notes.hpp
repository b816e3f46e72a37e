// SPDX-License-Identifier: MIT
#pragma once

#include <cstdint>
#include <filesystem>
#include <string>
#include <vector>

namespace aio::modules {

/// One note of an ELF file (elf(5)): who wrote it, of which kind it is, and what it holds.
struct Note {
  std::string owner;
  std::uint32_t type = 0;
  std::string content;
};

/// The notes of a shared library for this machine. Throws Error{broken_module} as read_facts()
/// does.
std::vector<Note> read_notes(const std::filesystem::path& file);

}  // namespace aio::modules

// SPDX-License-Identifier: MIT
#pragma once

#include <filesystem>
#include <string>
#include <vector>

namespace aio::ctl {

/// What the user has to say about compiling, as make has it: $CXX, $CXXFLAGS, $LDFLAGS.
struct Toolchain {
  std::string compiler = "c++";
  std::string compile_flags{};
  std::string link_flags{};
};

Toolchain toolchain_of_environment();

/// The words that make a module of a source. The user's flags come after ours, so that they win;
/// all are split at blanks. Pure.
std::vector<std::string> compile_command(const Toolchain& toolchain,
                                         const std::filesystem::path& headers,
                                         const std::filesystem::path& source,
                                         const std::filesystem::path& output);

}  // namespace aio::ctl

// SPDX-License-Identifier: MIT
#pragma once

#include <filesystem>
#include <string>
#include <vector>

namespace bench {

/// Python's ConfigParser with ExtendedInterpolation reads the file and gets every value, in a
/// python3 of its own, which tells the seconds of CPU time between its first and its last line of
/// that, how many values there are, and their characters. Throws std::runtime_error when it fails.
std::vector<double> read_by_python(const std::filesystem::path& file);

/// inih alone, with a callback that counts: how many options it called back for.
std::size_t options_by_inih(const std::string& text);

}  // namespace bench

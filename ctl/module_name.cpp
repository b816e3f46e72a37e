// SPDX-License-Identifier: MIT
#include "ctl/module_name.hpp"

#include <algorithm>
#include <cstddef>

#include "conf/names.hpp"

namespace aio::ctl {
namespace {

constexpr std::size_t longest = 100;  // a file's name and a section's have some words besides

// add_library() refuses these (CMake 3.25, policy CMP0037).
constexpr std::string_view targets_of_cmake[] = {
    "all",     "ALL_BUILD",      "clean",   "edit_cache", "help", "install",       "INSTALL",
    "package", "package_source", "PACKAGE", "RUN_TESTS",  "test", "rebuild_cache", "ZERO_CHECK"};

bool is_part(std::string_view part) {
  if (part.empty() || !conf::is_letter_or_digit(part[0])) return false;
  if (part[0] >= '0' && part[0] <= '9') return false;
  return std::ranges::all_of(
      part, [](char c) { return conf::is_letter_or_digit(c) || c == '_' || c == '-'; });
}

bool is_dotted(std::string_view name) {
  while (true) {
    const std::size_t dot = name.find('.');
    if (!is_part(name.substr(0, dot))) return false;
    if (dot == name.npos) return true;
    name.remove_prefix(dot + 1);
  }
}

}  // namespace

std::optional<std::string> objection_to_module_name(std::string_view name) {
  if (name.size() > longest)
    return "is too long for a module's name: " + std::to_string(longest) + " characters at most";
  if (!is_dotted(name))
    return "is no name for a module, expected letters, digits, _ and -, such as greet, or parts of "
           "them with dots between, such as my.greet, that each begin with a letter";
  return std::nullopt;
}

std::optional<std::string> objection_to_new_name(std::string_view name) {
  if (auto objection = objection_to_module_name(name)) return objection;
  if (std::ranges::find(targets_of_cmake, name) != std::end(targets_of_cmake))
    return "is a name that CMake keeps for itself";
  return std::nullopt;
}

}  // namespace aio::ctl

// SPDX-License-Identifier: MIT
#include "daemon/modules/finder.hpp"

#include <algorithm>
#include <string>
#include <system_error>

namespace aio::modules {
namespace {

bool is_file(const std::filesystem::path& path) {
  std::error_code ignored;
  return std::filesystem::is_regular_file(path, ignored);
}

bool is_name(std::string_view text) {
  return !text.empty() && text.front() != '.' &&
         text.find_first_of(std::string_view("/\0", 2)) == text.npos;
}

}  // namespace

std::optional<std::filesystem::path> find_module(
    std::string_view name, std::span<const std::filesystem::path> module_path) {
  if (!is_name(name)) return std::nullopt;
  const std::string file = std::string(name) + ".so";
  for (const auto& folder : module_path)
    for (const auto& candidate : {folder / name / file, folder / file})
      if (is_file(candidate)) return std::filesystem::absolute(candidate);
  return std::nullopt;
}

}  // namespace aio::modules

// SPDX-License-Identifier: MIT
#include "daemon/plan/parse_handler.hpp"

#include <algorithm>

namespace aio::plan {
namespace {

bool belongs_to_a_name(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_' ||
         c == '-' || c == '.';
}

// A name that is no path in disguise: it is sought as a folder of the module path.
bool is_dotted_name(std::string_view text) {
  return std::ranges::all_of(text, belongs_to_a_name) && text.find('.') != std::string_view::npos &&
         text.front() != '.' && text.back() != '.' && text.find("..") == std::string_view::npos;
}

}  // namespace

HandlerText parse_handler(std::string_view text) {
  if (text.starts_with("exec:"))
    return {.mistake = "programs as handlers ('exec:') are not supported by this version"};
  if (text.empty() || !is_dotted_name(text))
    return {.mistake = "'" + std::string(text) + "' is no handler, expected module.function"};
  return {.dotted = std::string(text)};
}

}  // namespace aio::plan

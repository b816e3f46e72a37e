// SPDX-License-Identifier: MIT
#include "daemon/plan/parse_handler.hpp"

#include <algorithm>
#include <utility>

#include "daemon/plan/shell_words.hpp"

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

constexpr std::string_view program_mark = "exec:";

HandlerText parse_program(std::string_view text) {
  ShellWords split = split_words(text.substr(program_mark.size()));
  if (!split.mistake.empty()) return {.mistake = "'" + std::string(text) + "': " + split.mistake};
  if (split.words.empty() || split.words.front().empty())
    return {.mistake = "'" + std::string(text) + "' names no program, expected exec:PROGRAM ARGS"};
  return {.program = std::move(split.words)};
}

}  // namespace

bool names_program(std::string_view handler) {
  return handler.starts_with(program_mark);
}

HandlerText parse_handler(std::string_view text) {
  if (names_program(text)) return parse_program(text);
  if (text.empty() || !is_dotted_name(text))
    return {.mistake = "'" + std::string(text) +
                       "' is no handler, expected module.function or exec:PROGRAM ARGS"};
  return {.dotted = std::string(text)};
}

}  // namespace aio::plan

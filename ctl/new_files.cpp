// SPDX-License-Identifier: MIT
#include "ctl/new_files.hpp"

#include <algorithm>
#include <cstddef>
#include <string_view>
#include <utility>

#include "conf/names.hpp"
#include "ctl/failure.hpp"
#include "ctl/templates.hpp"
#include "ctl/text.hpp"

namespace aio::ctl {
namespace {

constexpr std::string_view script_end = ".sh";

std::string replaced(std::string text, std::string_view mark, std::string_view with) {
  for (std::size_t at = 0; (at = text.find(mark, at)) != text.npos; at += with.size())
    text.replace(at, mark.size(), with);
  return text;
}

bool needs_no_quotes(std::string_view path) {
  return std::ranges::all_of(path, [](char c) {
    return conf::is_letter_or_digit(c) ||
           std::string_view("/._-+@,:").find(c) != std::string_view::npos;
  });
}

}  // namespace

std::string program_word(const std::string& path) {
  if (!is_utf8(path) || std::ranges::any_of(path, [](unsigned char c) { return c < 32; }))
    throw Failure(Exit::failed, "no configuration can name '" + path + "'",
                  "a program's path is UTF-8 text without control characters");
  if (needs_no_quotes(path)) return path;
  std::string word = "\"";
  for (const char c : path) {
    if (c == '"' || c == '\\' || c == '`') word += '\\';
    word += c;
    if (c == '$') word += c;  // of a single one the configuration makes a reference
  }
  return word + '"';
}

std::vector<NewFile> new_files(NewKind kind,
                               const std::string& name,
                               const std::filesystem::path& folder) {
  const bool programs = kind == NewKind::program;
  const std::string_view part = programs ? "program/" : "module/";
  const std::string program = programs ? program_word(folder / (name + ".sh")) : "";
  std::vector<NewFile> files;
  for (const Template& each : templates()) {
    if (!each.path.starts_with(part)) continue;
    NewFile file{replaced(std::string(each.path.substr(part.size())), "@NAME@", name),
                 replaced(replaced(std::string(each.text), "@NAME@", name), "@PROGRAM@", program),
                 each.path.ends_with(script_end)};
    // A template is no program yet, and has no such line.
    if (file.executable) file.text.insert(0, "#!/bin/sh\n");
    files.push_back(std::move(file));
  }
  return files;
}

}  // namespace aio::ctl

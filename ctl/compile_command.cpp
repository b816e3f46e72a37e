// SPDX-License-Identifier: MIT
#include "ctl/compile_command.hpp"

#include <cstdlib>

#include "ctl/text.hpp"

namespace aio::ctl {
namespace {

void append(std::vector<std::string>& words, std::vector<std::string> more) {
  words.insert(words.end(), std::make_move_iterator(more.begin()),
               std::make_move_iterator(more.end()));
}

std::string variable(const char* name, const char* otherwise) {
  const char* const value = std::getenv(name);
  return value != nullptr && !words_of(value).empty() ? value : otherwise;
}

// clang never makes the symbols that g++ has to be told not to make, and refuses the flag.
bool is_clang(const std::string& compiler) {
  return std::filesystem::path(compiler).filename().string().find("clang") != std::string::npos;
}

// A path that begins with a dash is no option.
std::string operand(const std::filesystem::path& path) {
  return path.string().starts_with('-') ? "./" + path.string() : path.string();
}

}  // namespace

Toolchain toolchain_of_environment() {
  return {variable("CXX", "c++"), variable("CXXFLAGS", ""), variable("LDFLAGS", "")};
}

std::vector<std::string> compile_command(const Toolchain& toolchain,
                                         const std::filesystem::path& headers,
                                         const std::filesystem::path& source,
                                         const std::filesystem::path& output) {
  std::vector<std::string> words = words_of(toolchain.compiler);
  const bool clang = is_clang(words.back());
  for (std::string& flag : words_of(AIO_MODULE_FLAGS))
    if (!clang || flag != "-fno-gnu-unique") words.push_back(std::move(flag));
  words.push_back("-I" + headers.string());
  append(words, words_of(toolchain.compile_flags));
  append(words, {"-o", operand(output), operand(source)});
  append(words, words_of(toolchain.link_flags));
  words.push_back("-lfmt");
  return words;
}

}  // namespace aio::ctl

// SPDX-License-Identifier: MIT
#include "ctl/testing/test_files.hpp"

#include <unistd.h>

#include <algorithm>
#include <fstream>
#include <string_view>
#include <system_error>

#include "conf/files.hpp"
#include "ctl/testing/examples.hpp"
#include "ctl/testing/google_test.hpp"

namespace aio::ctl::tests {
namespace {

namespace fs = std::filesystem;

constexpr const char* readme_name = "README.md";

// A script or a program that somebody forgot to make executable.
bool looks_like_program(const fs::path& file) {
  char start[4] = {};
  std::ifstream(file).read(start, sizeof start);
  const std::string_view text(start, sizeof start);
  // A shared object is an ELF file as well, and no program.
  return text.starts_with("#!") || (text == "\177ELF" && file.extension() != ".so");
}

std::vector<fs::path> sorted_entries(const fs::path& folder) {
  std::vector<fs::path> entries;
  std::error_code error;
  for (fs::directory_iterator each(folder, error), end; !error && each != end;
       each.increment(error))
    entries.push_back(each->path());
  if (error && error != std::errc::no_such_file_or_directory && error != std::errc::not_a_directory)
    throw std::system_error(error, "cannot read " + folder.string());
  std::ranges::sort(entries);
  return entries;
}

bool has_examples(const fs::path& readme) {
  std::error_code ignored;
  if (!fs::is_regular_file(readme, ignored)) return false;
  const conf::FileText text = conf::read_text(readme);
  // One that cannot be read is told as a test that failed.
  return text.error || !parse_examples(text.text).empty();
}

}  // namespace

TestFiles find_tests(const ModuleFolder& module) {
  TestFiles found;
  for (const fs::path& path : sorted_entries(module.folder / "tests")) {
    const std::string name = path.filename().string();
    std::error_code ignored;
    if (name.starts_with('.') || !fs::is_regular_file(path, ignored)) continue;
    if (::access(path.c_str(), X_OK) != 0) {
      if (looks_like_program(path))
        found.remarks.push_back(path.string() + " is not executable, and was left out");
      continue;
    }
    const auto kind = has_google_test(path) ? TestFile::Kind::google_test : TestFile::Kind::program;
    found.files.push_back({module.name, name, path, module.folder, kind});
  }
  const fs::path readme = module.folder / readme_name;
  if (has_examples(readme))
    found.files.push_back(
        {module.name, readme_name, readme, module.folder, TestFile::Kind::readme});
  return found;
}

}  // namespace aio::ctl::tests

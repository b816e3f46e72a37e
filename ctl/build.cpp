// SPDX-License-Identifier: MIT
#include "ctl/build.hpp"

#include <algorithm>
#include <cerrno>
#include <cstdlib>
#include <filesystem>
#include <string>
#include <system_error>

#include "ctl/compile_command.hpp"
#include "ctl/compiler.hpp"
#include "ctl/failure.hpp"
#include "ctl/module_name.hpp"

namespace aio::ctl {
namespace {

namespace fs = std::filesystem;

constexpr std::string_view endings[] = {".cpp", ".cc", ".cxx"};

/// A folder beside the module: a compiler that writes into a file that aiod has loaded would write
/// into the running aiod. Goes with this value.
class TemporaryFolder {
 public:
  explicit TemporaryFolder(const fs::path& module)
      : path_(module.parent_path() / ("." + module.stem().string() + ".XXXXXX")) {
    std::string name = path_.string();
    if (::mkdtemp(name.data()) == nullptr)
      throw std::system_error(errno, std::generic_category(), "cannot write " + module.string());
    path_ = name;
  }
  ~TemporaryFolder() {
    std::error_code ignored;
    fs::remove_all(path_, ignored);
  }
  TemporaryFolder(const TemporaryFolder&) = delete;
  TemporaryFolder& operator=(const TemporaryFolder&) = delete;

  const fs::path& path() const { return path_; }

 private:
  fs::path path_;
};

/// aio's headers: ../include, seen from aioctl. The build tree has that too.
fs::path find_headers() {
  std::error_code ignored;
  const auto self = fs::read_symlink("/proc/self/exe", ignored);
  auto headers = (self.parent_path().parent_path() / "include").lexically_normal();
  if (fs::exists(headers / "aio/module.hpp", ignored)) return headers;
  throw Failure(Exit::failed, "aio's headers are not in " + headers.string(),
                "they come with `make install`");
}

void expect_source(const fs::path& source) {
  std::error_code error;
  const auto status = fs::status(source, error);
  if (status.type() == fs::file_type::not_found)
    throw Failure(Exit::not_found, "there is no file '" + source.string() + "'");
  if (error) throw std::system_error(error, "cannot read " + source.string());
  if (!fs::is_regular_file(status))
    throw Failure(Exit::usage, "'" + source.string() + "' is no file");
  if (std::ranges::find(endings, source.extension().string()) == std::end(endings))
    throw Failure(Exit::usage, "'" + source.string() + "' is no C++ source, such as greet.cpp");
  if (const auto objection = objection_to_module_name(source.stem().string()))
    throw Failure(Exit::usage, "'" + source.stem().string() + "' " + *objection,
                  "a module is called as its file is");
}

bool compiled(const fs::path& headers, const fs::path& source, const fs::path& module) {
  const TemporaryFolder folder(module);
  const auto output = folder.path() / module.filename();
  if (!run_compiler(compile_command(toolchain_of_environment(), headers, source, output)))
    return false;
  fs::rename(output, module);
  return true;
}

}  // namespace

Exit build(const Invocation& invocation) {
  const auto& [line, options, output] = invocation;
  expect_words(line, 1, line.words.size());
  for (const std::string& source : line.words) expect_source(source);
  const auto headers = find_headers();
  Exit exit = Exit::done;
  for (const std::string& source : line.words) {
    const auto module = fs::path(source).replace_extension(".so");
    if (compiled(headers, source, module)) {
      output.print(module.string() + "\n");
    } else {
      output.complain(
          {Exit::failed, source + " does not compile: " + module.string() + " was left as it was"});
      exit = Exit::failed;
    }
  }
  return exit;
}

}  // namespace aio::ctl

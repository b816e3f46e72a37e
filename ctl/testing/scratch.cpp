// SPDX-License-Identifier: MIT
#include "ctl/testing/scratch.hpp"

#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <cstdlib>
#include <string_view>
#include <system_error>

namespace aio::ctl::tests {
namespace {

namespace fs = std::filesystem;

// GTEST_...: a user's own would change what is run, and where its results go.
constexpr std::string_view removed[] = {
    "TMPDIR=", "XDG_RUNTIME_DIR=", "AIO_MODULE_PATH=", "AIO_TESTING=", "PATH=",
    "GTEST_",  "NOTIFY_SOCKET=",   "LISTEN_",          "WATCHDOG_"};

std::string value_of(const char* name, const char* otherwise) {
  const char* const value = std::getenv(name);
  return value != nullptr && *value != '\0' ? value : otherwise;
}

std::string path_with_aioctl() {
  const std::string path = value_of("PATH", "/usr/local/bin:/usr/bin:/bin");
  std::error_code ignored;
  const fs::path self = fs::read_symlink("/proc/self/exe", ignored);
  for (std::size_t at = 0; at <= path.size();) {
    const std::size_t end = std::min(path.find(':', at), path.size());
    const fs::path found = fs::path(path.substr(at, end - at)) / "aioctl";
    if (::access(found.c_str(), X_OK) == 0 && fs::equivalent(found, self, ignored)) return path;
    if (::access(found.c_str(), X_OK) == 0) break;
    at = end + 1;
  }
  return self.parent_path().string() + ":" + path;
}

std::string joined(const fs::path& first, const std::vector<fs::path>& others) {
  std::string all = first.string();
  for (const fs::path& folder : others)
    if (folder != first) all += ":" + folder.string();
  return all;
}

}  // namespace

Scratch::Scratch() {
  std::string name = fs::absolute(value_of("TMPDIR", "/tmp") + "/aio-test.XXXXXX").string();
  if (::mkdtemp(name.data()) == nullptr)
    throw std::system_error(errno, std::generic_category(), "cannot make a folder " + name);
  path_ = name;
}

Scratch::~Scratch() {
  remove(path_);
}

fs::path Scratch::make() {
  const fs::path folder = path_ / std::to_string(++made_);
  for (const fs::path& each : {folder, folder / "tmp", folder / "run"}) {
    fs::create_directory(each);
    fs::permissions(each, fs::perms::owner_all);  // what XDG_RUNTIME_DIR has to have
  }
  return folder;
}

void Scratch::remove(const fs::path& folder) {
  std::error_code ignored;
  fs::remove_all(folder, ignored);
}

std::vector<std::string> environment_for(const TestFile& file,
                                         const std::vector<fs::path>& module_path,
                                         const fs::path& scratch) {
  std::vector<std::string> all;
  for (char** each = ::environ; *each != nullptr; ++each) {
    const std::string_view variable = *each;
    const auto begins = [&](std::string_view name) { return variable.starts_with(name); };
    if (std::ranges::none_of(removed, begins)) all.emplace_back(variable);
  }
  all.push_back("TMPDIR=" + (scratch / "tmp").string());
  all.push_back("XDG_RUNTIME_DIR=" + (scratch / "run").string());
  all.push_back("AIO_MODULE_PATH=" + joined(file.folder.parent_path(), module_path));
  all.push_back("AIO_TESTING=1");
  all.push_back("PATH=" + path_with_aioctl());
  return all;
}

}  // namespace aio::ctl::tests

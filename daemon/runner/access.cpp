// SPDX-License-Identifier: MIT
#include "daemon/runner/access.hpp"

#include <sys/stat.h>

#include <algorithm>
#include <optional>

#include "conf/names.hpp"
#include "daemon/runner/runner.hpp"

namespace aio::runner {
namespace {

namespace fs = std::filesystem;

// An access control list says of others what the mode does: acl(5).
bool others_may(const fs::path& path, mode_t what) {
  struct stat found = {};
  return ::stat(path.c_str(), &found) == 0 && (found.st_mode & what) == what;
}

bool all_may_read_one(const fs::path& named) {
  std::error_code error;
  const fs::path file = fs::canonical(named, error);  // the folders behind links count as well
  if (error || !others_may(file, S_IROTH)) return false;
  for (const fs::path* const path : {&file, &named})
    for (fs::path folder = path->parent_path(); !folder.empty(); folder = folder.parent_path()) {
      if (!others_may(folder, S_IXOTH)) return false;
      if (folder == folder.root_path()) break;
    }
  return true;
}

bool takes_from_the_environment(const conf::Config& config) {
  return std::ranges::any_of(config.outside(), [](const auto& value) {
    return value.first.first == conf::OutsideKind::environment;
  });
}

/// The files that a configuration is made of; nothing: it is not made of files alone.
std::optional<std::vector<fs::path>> only_files_of(const conf::Config& config) {
  if (takes_from_the_environment(config)) return std::nullopt;
  std::vector<fs::path> files;
  for (const std::string& name : config.files()) {
    if (name.starts_with("(defaults")) continue;
    if (name.starts_with('(')) return std::nullopt;  // values set at runtime, or a text
    files.push_back(fs::absolute(name));
  }
  return files;
}

}  // namespace

std::string folded(std::string_view name) {
  return conf::fold(name);
}

bool all_may_read(const std::vector<fs::path>& files) {
  return std::ranges::all_of(files, all_may_read_one);
}

task<bool> Runner::is_open_to_all() {
  if (!configuration()) co_await started();
  const auto config = configuration();
  // What runs in place of bad files may have been read when fewer might read them.
  if (!config || !unheeded_.empty()) co_return false;
  const auto files = only_files_of(*config);
  if (!files) co_return false;
  co_return co_await worker_.run([&files] { return all_may_read(*files); });
}

}  // namespace aio::runner

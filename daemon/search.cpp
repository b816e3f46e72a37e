// SPDX-License-Identifier: MIT
#include "daemon/search.hpp"

#include <unistd.h>
#include <cstdlib>
#include <filesystem>
#include <memory>
#include <sstream>
#include <string>
#include <vector>

#include "daemon/modules/keys.hpp"

namespace aio {
namespace {

// The XDG Base Directory Specification: ~/.config unless the variable says otherwise.
std::filesystem::path user_file() {
  if (const char* folder = std::getenv("XDG_CONFIG_HOME"); folder && *folder)
    return std::filesystem::path(folder) / "aio/aio.conf";
  if (const char* home = std::getenv("HOME"); home && *home)
    return std::filesystem::path(home) / ".config/aio/aio.conf";
  return {};
}

// systemd.exec(5), ConfigurationDirectory=.
std::vector<std::filesystem::path> given_folders() {
  std::vector<std::filesystem::path> folders;
  const char* const value = std::getenv("CONFIGURATION_DIRECTORY");
  std::istringstream list(value == nullptr ? "" : value);
  for (std::string folder; std::getline(list, folder, ':');)
    if (!folder.empty()) folders.emplace_back(folder);
  return folders;
}

}  // namespace

conf::Search search_of(const Options& options) {
  conf::Search search;
  if (!options.file.empty()) search.file = std::filesystem::absolute(options.file);
  search.folder = std::filesystem::current_path();
  search.declared_keys = modules::declared_keys;
  search.executable = std::filesystem::read_symlink("/proc/self/exe");
  search.only_root_owned = geteuid() == 0;
  search.editable = given_folders();
  if (!search.editable.empty()) search.system_file = search.editable.front() / "aio.conf";
  if (options.user_bus) search.user_file = user_file();
  search.outside = std::make_shared<const conf::ProcessOutside>();
  return search;
}

}  // namespace aio

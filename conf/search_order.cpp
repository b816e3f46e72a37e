// SPDX-License-Identifier: MIT
#include "conf/search_order.hpp"

#include <algorithm>

#include <sys/stat.h>

namespace aio::conf {
namespace {

namespace fs = std::filesystem;

/// Whether root alone decides what is in the file: a link to it must be root's as well.
bool is_root_owned(const fs::path& path) {
  struct stat link = {};
  struct stat file = {};
  return ::lstat(path.c_str(), &link) == 0 && link.st_uid == 0 &&
         ::stat(path.c_str(), &file) == 0 && file.st_uid == 0 &&
         (file.st_mode & (S_IWGRP | S_IWOTH)) == 0;
}

bool is_drop_in(const fs::path& path) {
  return path.extension() == ".conf" && !path.filename().native().starts_with('.');
}

}  // namespace

fs::path absolute(const Search& search, const fs::path& path) {
  return (fs::absolute(search.folder.empty() ? fs::path(".") : search.folder) / path)
      .lexically_normal();
}

bool is_there(const fs::path& path) {
  std::error_code ignored;
  return fs::status(path, ignored).type() != fs::file_type::not_found;
}

Files::Files(const Search& search) : search_(search) {
  for (const auto& [path, document] : search.replaced)
    replaced_.emplace(absolute(search, path), document);
}

bool Files::has(const Candidate& candidate) const {
  if (replaced_.contains(candidate.path)) return true;
  return candidate.only_root_owned ? is_root_owned(candidate.path) : is_there(candidate.path);
}

const Document* Files::replaced(const fs::path& path) const {
  const auto found = replaced_.find(path);
  return found == replaced_.end() ? nullptr : &found->second;
}

std::vector<fs::path> Files::drop_ins(const Candidate& of, std::error_code& error) const {
  const fs::path folder = of.path.string() + ".d";
  std::vector<fs::path> found;
  const auto take = [&](const fs::path& path) {
    if (is_drop_in(path) && has({path, of.only_root_owned})) found.push_back(path);
  };
  for (fs::directory_iterator each(folder, error), end; !error && each != end;
       each.increment(error)) {
    take(each->path());
  }
  if (error == std::errc::no_such_file_or_directory) error.clear();
  for (const auto& [path, document] : replaced_) {
    if (path.parent_path() == folder) take(path);
  }
  std::sort(found.begin(), found.end(),
            [](const fs::path& a, const fs::path& b) { return a.native() < b.native(); });
  found.erase(std::unique(found.begin(), found.end()), found.end());
  return found;
}

std::optional<Candidate> Files::chosen() const {
  if (search_.text) return std::nullopt;
  if (!search_.file.empty()) return Candidate{absolute(search_, search_.file)};
  return first();
}

std::optional<fs::path> Files::passed_over() const {
  for (const Candidate& each : candidates()) {
    if (has(each)) return std::nullopt;
    if (is_there(each.path)) return each.path;
  }
  return std::nullopt;
}

std::optional<Candidate> Files::first() const {
  for (const Candidate& each : candidates())
    if (has(each)) return each;
  return std::nullopt;
}

std::array<Candidate, 3> Files::candidates() const {
  const fs::path& last = search_.user_file.empty() ? search_.system_file : search_.user_file;
  return {Candidate{absolute(search_, "aio.conf"), search_.only_root_owned},
          Candidate{absolute(search_, "etc/aio.conf"), search_.only_root_owned},
          Candidate{absolute(search_, last)}};
}

std::optional<fs::path> find_file(const Search& search) {
  const std::optional<Candidate> found = Files(search).chosen();
  if (!found) return std::nullopt;
  return found->path;
}

}  // namespace aio::conf

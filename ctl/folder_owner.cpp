// SPDX-License-Identifier: MIT
#include "ctl/folder_owner.hpp"

#include <grp.h>
#include <pwd.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <system_error>

namespace aio::ctl {
namespace {

struct stat status_of(int folder) {
  struct stat found = {};
  if (::fstat(folder, &found) != 0)
    throw std::system_error(errno, std::generic_category(), "cannot look at the folder");
  return found;
}

void expect(int result, uid_t user) {
  if (result == 0) return;
  throw std::system_error(errno, std::generic_category(),
                          "cannot become user " + std::to_string(user));
}

namespace fs = std::filesystem;

// In a folder that is sticky, as /tmp is, nobody can replace what is another's.
bool others_can_write(const struct stat& found, mode_t by) {
  const bool is_sticky_folder = S_ISDIR(found.st_mode) && (found.st_mode & S_ISVTX) != 0;
  return (found.st_mode & by) != 0 && !is_sticky_folder;
}

std::optional<Writer> other_writer_at(const fs::path& path, mode_t by) {
  struct stat link = {};
  struct stat found = {};
  if (::lstat(path.c_str(), &link) != 0 || ::stat(path.c_str(), &found) != 0) return std::nullopt;
  if (link.st_uid != 0) return Writer{link.st_uid, path};
  if (found.st_uid != 0) return Writer{found.st_uid, path};
  if (others_can_write(found, by)) return Writer{0, path};
  return std::nullopt;
}

// Farther up, a group is let be: some systems have /usr/local be that of a group of administrators.
std::optional<Writer> other_writer_on(const fs::path& way) {
  constexpr mode_t by_a_group_too = S_IWGRP | S_IWOTH;
  if (auto writer = other_writer_at(way, by_a_group_too)) return writer;
  if (auto writer = other_writer_at(way.parent_path(), by_a_group_too)) return writer;
  for (fs::path folder = way.parent_path(); folder != folder.root_path();) {
    folder = folder.parent_path();
    if (auto writer = other_writer_at(folder, S_IWOTH)) return writer;
  }
  return std::nullopt;
}

}  // namespace

std::optional<Writer> other_writer_of(const fs::path& file) {
  const fs::path named = fs::absolute(file).lexically_normal();
  if (auto writer = other_writer_on(named)) return writer;
  std::error_code error;
  const fs::path real = fs::canonical(named, error);
  return error ? std::nullopt : other_writer_on(real);
}

bool is_safe_for_root(int folder) {
  if (::geteuid() != 0) return true;
  const struct stat found = status_of(folder);
  return found.st_uid == 0 && (found.st_mode & (S_IWGRP | S_IWOTH)) == 0;
}

void become_owner_of(int folder) {
  const struct stat found = status_of(folder);
  const uid_t user = found.st_uid;
  if (::geteuid() != 0 || user == 0) return;
  // A user that no database knows has the folder's group.
  const struct passwd* const entry = ::getpwuid(user);
  const gid_t group = entry != nullptr ? entry->pw_gid : found.st_gid;
  expect(entry != nullptr ? ::initgroups(entry->pw_name, group) : ::setgroups(1, &group), user);
  expect(::setresgid(group, group, group), user);
  expect(::setresuid(user, user, user), user);
}

}  // namespace aio::ctl

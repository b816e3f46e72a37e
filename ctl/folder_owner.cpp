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

}  // namespace

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

// SPDX-License-Identifier: MIT
#include "conf/file_attributes.hpp"

#include <algorithm>
#include <cerrno>
#include <vector>

#include <sys/stat.h>
#include <sys/xattr.h>
#include <unistd.h>

namespace aio::conf {
namespace {

constexpr const char* access_list = "system.posix_acl_access";

using Names = std::vector<std::string>;

bool is_of_the_bytes(const std::string& name) {
  return name == "security.ima" || name == "security.evm";
}

// A list or value that grows between the question for its size and itself is asked for again.
template <class Ask>
ssize_t ask(Ask ask, std::string& answer) {
  for (;;) {
    const ssize_t size = ask(nullptr, 0);
    if (size <= 0) return size;
    answer.resize(static_cast<std::size_t>(size));
    const ssize_t length = ask(answer.data(), answer.size());
    if (length >= 0) answer.resize(static_cast<std::size_t>(length));
    if (length >= 0 || errno != ERANGE) return length;
  }
}

Names names_of(int file) {
  std::string list;
  ask([file](char* room, std::size_t size) { return ::flistxattr(file, room, size); }, list);
  Names names;
  for (std::size_t begin = 0; begin < list.size();) {
    const std::size_t end = list.find('\0', begin);
    names.push_back(list.substr(begin, end - begin));
    if (end == std::string::npos) break;
    begin = end + 1;
  }
  return names;
}

bool is_alike(int new_file, const std::string& name, const std::string& value) {
  std::string there;
  const auto get = [&](char* room, std::size_t size) {
    return ::fgetxattr(new_file, name.c_str(), room, size);
  };
  return ask(get, there) >= 0 && there == value;
}

int copy(int old_file, int new_file, const std::string& name) {
  std::string value;
  const auto get = [&](char* room, std::size_t size) {
    return ::fgetxattr(old_file, name.c_str(), room, size);
  };
  if (ask(get, value) < 0) return errno == ENODATA ? 0 : errno;
  if (::fsetxattr(new_file, name.c_str(), value.data(), value.size(), 0) == 0) return 0;
  const int error = errno;
  // A security module may have labelled it the same already, and allow nobody else to.
  return is_alike(new_file, name, value) ? 0 : error;
}

// What the new file has of its folder, and the old one has not.
int drop_inherited_list(const Names& old_names, int new_file) {
  if (std::ranges::find(old_names, access_list) != old_names.end()) return 0;
  if (::fremovexattr(new_file, access_list) == 0) return 0;
  return errno == ENODATA || errno == ENOTSUP ? 0 : errno;
}

}  // namespace

Unkept keep_attributes(int old_file, int new_file) {
  struct stat old = {};
  if (::fstat(old_file, &old) != 0) return {"the mode", errno};
  if (::fchown(new_file, static_cast<uid_t>(-1), old.st_gid) != 0) return {"the group", errno};
  const Names names = names_of(old_file);
  if (const int error = drop_inherited_list(names, new_file)) return {access_list, error};
  for (const std::string& name : names) {
    if (is_of_the_bytes(name)) continue;
    if (const int error = copy(old_file, new_file, name)) return {name, error};
  }
  if (::fchmod(new_file, old.st_mode & 07777) != 0) return {"the mode", errno};
  return {};
}

bool keep_owner(int old_file, int new_file) {
  struct stat old = {};
  struct stat now = {};
  if (::fstat(old_file, &old) != 0 || ::fstat(new_file, &now) != 0) return false;
  return old.st_uid == now.st_uid || ::fchown(new_file, old.st_uid, static_cast<gid_t>(-1)) == 0;
}

}  // namespace aio::conf

// SPDX-License-Identifier: MIT
#include "daemon/runtime/servers/ownership.hpp"

#include <grp.h>
#include <pwd.h>
#include <aio/error.hpp>

#include <charconv>
#include <vector>

namespace aio::runtime {
namespace {

constexpr std::size_t room_for_one = std::size_t{64} * 1024;  // a group may have many members

std::optional<unsigned> number(const std::string& text) {
  unsigned value = 0;
  const char* const end = text.data() + text.size();
  const auto [rest, failure] = std::from_chars(text.data(), end, value);
  if (failure != std::errc() || rest != end) return std::nullopt;
  return value;
}

[[noreturn]] void nobody(const char* kind, const std::string& name) {
  throw Error(Fault::failed, "there is no " + std::string(kind) + " '" + name + "'");
}

uid_t user_id(const std::string& name) {
  if (const auto id = number(name)) return *id;
  std::vector<char> room(room_for_one);
  passwd entry{};
  passwd* found = nullptr;
  getpwnam_r(name.c_str(), &entry, room.data(), room.size(), &found);
  if (found == nullptr) nobody("user", name);
  return found->pw_uid;
}

gid_t group_id(const std::string& name) {
  if (const auto id = number(name)) return *id;
  std::vector<char> room(room_for_one);
  ::group entry{};
  ::group* found = nullptr;
  getgrnam_r(name.c_str(), &entry, room.data(), room.size(), &found);
  if (found == nullptr) nobody("group", name);
  return found->gr_gid;
}

}  // namespace

Ownership look_up(const std::string& user, const std::string& group) {
  Ownership owner;
  if (!user.empty()) owner.user = user_id(user);
  if (!group.empty()) owner.group = group_id(group);
  return owner;
}

}  // namespace aio::runtime

// SPDX-License-Identifier: MIT
#include "dbus/private_bus.hpp"

#include <aio/error.hpp>

#include <sys/stat.h>
#include <sys/un.h>
#include <unistd.h>

#include <cstdlib>

#include "dbus/bus_address.hpp"

namespace aio::dbus {
namespace {

constexpr std::size_t longest_path = sizeof(sockaddr_un::sun_path) - 1;

std::filesystem::path folder_of(const Caller& caller) {
  // The XDG specification: a path that is not absolute is to be ignored.
  if (caller.runtime_dir.starts_with('/')) return std::filesystem::path(caller.runtime_dir) / "aio";
  return caller.user == 0 ? "/run/aio-root" : "";
}

std::string named(const std::filesystem::path& path, const char* what) {
  return path.string() + " " + what;
}

}  // namespace

const char* const no_private_bus =
    "a private bus needs $XDG_RUNTIME_DIR, the absolute path of a folder of your own";

Caller this_caller() {
  const char* const folder = std::getenv("XDG_RUNTIME_DIR");
  return {folder != nullptr ? folder : "", ::geteuid()};
}

std::optional<PrivateBus> private_bus(const Caller& caller) {
  const auto folder = folder_of(caller);
  if (folder.empty()) return std::nullopt;
  const auto socket = folder / "bus";
  const std::size_t size = socket.native().size();
  if (size > longest_path)
    throw Error(Fault::too_large, socket.string() + " has " + std::to_string(size) +
                                      " bytes, a socket's path may have " +
                                      std::to_string(longest_path));
  return PrivateBus{folder, socket, unix_address(socket.native())};
}

std::optional<std::string> distrust(const PrivateBus& bus, uid_t user) {
  struct stat folder = {};
  struct stat socket = {};
  if (::lstat(bus.folder.c_str(), &folder) != 0 || ::lstat(bus.socket.c_str(), &socket) != 0)
    return "";
  if (!S_ISDIR(folder.st_mode)) return named(bus.folder, "is not a folder");
  if (folder.st_uid != user) return named(bus.folder, "belongs to another user");
  if ((folder.st_mode & (S_IWGRP | S_IWOTH)) != 0)
    return named(bus.folder, "may be written by others");
  if (!S_ISSOCK(socket.st_mode)) return named(bus.socket, "is not a socket");
  // Its mode says only who may connect, and dbus-daemon lets everybody.
  if (socket.st_uid != user) return named(bus.socket, "belongs to another user");
  return std::nullopt;
}

std::string unix_address(std::string_view path) {
  return "unix:path=" + escaped_for_address(path);
}

}  // namespace aio::dbus

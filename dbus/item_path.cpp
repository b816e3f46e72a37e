// SPDX-License-Identifier: MIT
#include "dbus/item_path.hpp"

#include <cstdlib>
#include <memory>
#include <new>

#include <systemd/sd-bus.h>

namespace aio::dbus {
namespace {

struct Free {
  void operator()(char* text) const { std::free(text); }
};

}  // namespace

std::string item_path(const char* folder, const std::string& name) {
  char* path = nullptr;
  if (::sd_bus_path_encode(folder, name.c_str(), &path) < 0) throw std::bad_alloc();
  return std::unique_ptr<char, Free>(path).get();
}

std::optional<std::string> item_at(const char* folder, const char* path) {
  char* decoded = nullptr;
  if (::sd_bus_path_decode(path, folder, &decoded) <= 0) return std::nullopt;
  std::string name = std::unique_ptr<char, Free>(decoded).get();
  // libsystemd reads more spellings than it writes, and an item has one path alone.
  if (item_path(folder, name) != path) return std::nullopt;
  return name;
}

}  // namespace aio::dbus

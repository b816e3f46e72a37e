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

}  // namespace aio::dbus

// SPDX-License-Identifier: MIT
#include "ctl/aiod.hpp"

#include <system_error>
#include <utility>

#include "ctl/become.hpp"

namespace aio::ctl {
namespace {

void add_bus(std::vector<std::string>& arguments, const dbus::Bus& bus) {
  switch (bus.kind) {
    case dbus::Bus::Kind::system:
      arguments.push_back("--system");
      return;
    case dbus::Bus::Kind::user:
      arguments.push_back("--user");
      return;
    case dbus::Bus::Kind::address:
      arguments.push_back("--address=" + bus.address);
      return;
    case dbus::Bus::Kind::host:
    case dbus::Bus::Kind::machine:
      return;  // no verb that starts aiod takes them
  }
}

}  // namespace

std::filesystem::path aiod_beside() {
  std::error_code ignored;
  const auto self = std::filesystem::read_symlink("/proc/self/exe", ignored);
  const auto aiod = self.parent_path() / "aiod";
  return !self.empty() && std::filesystem::exists(aiod, ignored) ? aiod : "";
}

std::vector<std::string> aiod_arguments(const Options& options) {
  std::vector<std::string> arguments;
  if (!options.file.empty()) arguments = {"-c", options.file.string()};
  if (options.bus) add_bus(arguments, *options.bus);
  return arguments;
}

std::string aiod_program() {
  const auto beside = aiod_beside();
  return beside.empty() ? "aiod" : beside.string();
}

void become_aiod(std::vector<std::string> arguments) {
  arguments.insert(arguments.begin(), aiod_program());
  become_program(std::move(arguments));
}

}  // namespace aio::ctl

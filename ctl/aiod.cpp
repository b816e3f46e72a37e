// SPDX-License-Identifier: MIT
#include "ctl/aiod.hpp"

#include <unistd.h>

#include <cerrno>
#include <csignal>
#include <system_error>

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

void become_aiod(std::vector<std::string> arguments) {
  const auto beside = aiod_beside();
  std::string program = beside.empty() ? "aiod" : beside.string();
  std::vector<char*> argv{program.data()};
  for (std::string& argument : arguments) argv.push_back(argument.data());
  argv.push_back(nullptr);
  std::signal(SIGPIPE, SIG_DFL);  // what is ignored stays so in the new program
  ::execvp(program.c_str(), argv.data());
  throw std::system_error(errno, std::generic_category(), "cannot start " + program);
}

}  // namespace aio::ctl

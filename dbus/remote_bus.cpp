// SPDX-License-Identifier: MIT
#include "dbus/remote_bus.hpp"

#include <algorithm>
#include <cstddef>
#include <vector>

#include "dbus/bus_address.hpp"

namespace aio::dbus {
namespace {

constexpr std::string_view bridge = "systemd-stdio-bridge";

std::string started(std::string_view program, const std::vector<std::string>& arguments) {
  std::string address = "unixexec:path=" + escaped_for_address(program);
  for (std::size_t i = 0; i < arguments.size(); ++i)
    address += ",argv" + std::to_string(i + 1) + "=" + escaped_for_address(arguments[i]);
  return address;
}

// A name must not be taken for an option, nor end a line of what others read.
bool is_name(std::string_view text) {
  return !text.empty() && text.front() != '-' && std::ranges::none_of(text, [](char c) {
    return static_cast<unsigned char>(c) <= ' ' || c == 0x7f;
  });
}

bool is_port(std::string_view text) {
  return !text.empty() && text.size() <= 5 &&
         std::ranges::all_of(text, [](char c) { return c >= '0' && c <= '9'; });
}

std::string_view taken_behind(std::string_view& text, std::size_t at) {
  const std::string_view behind = text.substr(at + 1);
  text = text.substr(0, at);
  return behind;
}

}  // namespace

std::optional<HostName> parse_host(std::string_view text) {
  HostName name;
  if (const auto slash = text.find('/'); slash != text.npos) {
    name.machine = taken_behind(text, slash);
    if (!is_name(name.machine)) return std::nullopt;
  }
  const auto user_end = text.find('@');
  const std::size_t begin = user_end == text.npos ? 0 : user_end + 1;
  std::string host(text.substr(begin));
  const std::string user(text.substr(0, begin));
  const auto colon = host.rfind(':');
  const bool in_brackets = host.starts_with('[');
  const auto bracket = host.find(']');
  if (in_brackets && bracket == host.npos) return std::nullopt;
  const bool has_port =
      colon != host.npos && (in_brackets ? colon == bracket + 1 : colon == host.find(':'));
  if (has_port) {
    name.port = host.substr(colon + 1);
    host.resize(colon);
    if (!is_port(name.port)) return std::nullopt;
  }
  if (in_brackets && host.size() != bracket + 1) return std::nullopt;
  if (in_brackets) host = host.substr(1, bracket - 1);
  if (!is_name(host) || (!user.empty() && (user == "@" || !is_name(user)))) return std::nullopt;
  name.host = user + host;
  return name;
}

std::string address_of(const HostName& host, std::string_view ssh) {
  std::vector<std::string> arguments{"-xT"};
  if (!host.port.empty()) arguments.insert(arguments.end(), {"-p", host.port});
  arguments.insert(arguments.end(), {"--", host.host, std::string(bridge)});
  if (!host.machine.empty()) arguments.push_back("--machine=" + host.machine);
  return started(ssh, arguments);
}

std::optional<MachineName> parse_machine(std::string_view text) {
  MachineName name;
  if (const auto at = text.find('@'); at != text.npos) {
    name.user = text.substr(0, at);
    text = text.substr(at + 1);
    if (!is_name(name.user)) return std::nullopt;
  }
  if (!is_name(text) || text.find_first_of("/:@") != text.npos) return std::nullopt;
  name.machine = text;
  return name;
}

std::string address_of(const MachineName& machine, bool caller_is_root) {
  if (machine.user.empty() && caller_is_root)
    return "x-machine-unix:machine=" + escaped_for_address(machine.machine);
  const std::string user = machine.user.empty() ? "root" : machine.user;
  return started("systemd-run", {"-M" + machine.machine, "-PGq", "--wait", "-pUser=" + user,
                                 "-pPAMName=login", std::string(bridge)});
}

}  // namespace aio::dbus

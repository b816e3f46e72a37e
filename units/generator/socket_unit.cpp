// SPDX-License-Identifier: MIT
#include "units/generator/socket_unit.hpp"

#include <aio/address.hpp>

#include <array>
#include <cstdio>
#include <optional>
#include <stdexcept>
#include <vector>

#include "daemon/plan/keys.hpp"

namespace aio::units {
namespace {

constexpr std::size_t longest_unit_name = 255;
constexpr std::size_t longest_path = 107;  // unix(7)
constexpr const char* user_of_service = "aio";

bool is_alphanumeric(char c) {
  return (c >= '0' && c <= '9') || (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z');
}

/// Of letters, digits and these. The setting is the rest of its line then: no '%', no quotes, no
/// blanks at its ends, and no line after it.
bool is_plain(std::string_view text, std::string_view others) {
  for (const char c : text)
    if (!is_alphanumeric(c) && others.find(c) == std::string_view::npos) return false;
  return !text.empty();
}

std::optional<ServerType> type_of(const std::string& word) {
  for (const ServerType type :
       {ServerType::tcp, ServerType::udp, ServerType::unix_stream, ServerType::unix_datagram})
    if (word == aio::word(type)) return type;
  return std::nullopt;
}

/// "127.0.0.1:80", "[::]:80", "80" for both families; empty: no address that systemd takes.
std::string ip_address(const std::string& address, const std::string& port) {
  if (address == "*") return port;
  try {
    const std::string text = SocketAddress::ip(address, 0).host();
    if (!is_plain(text, ".:")) return {};
    return text.find(':') == std::string::npos ? text + ":" + port : "[" + text + "]:" + port;
  } catch (const std::invalid_argument&) {
    return {};
  }
}

/// The settings of one socket, a line each.
class Settings {
 public:
  explicit Settings(plan::Keys& keys) : keys_(keys) {}

  void add(std::string_view name, const std::string& value) {
    text_.append(name).append("=").append(value).append("\n");
  }
  NoUnit add_address(ServerType type, bool datagram);
  NoUnit add_path(bool datagram);
  const std::string& text() const { return text_; }

 private:
  NoUnit add_owner();

  plan::Keys& keys_;
  std::string text_;
};

// aiod's rules: "::" and any other IPv6 address is that family's alone, "*" is both.
NoUnit Settings::add_address(ServerType type, bool datagram) {
  const std::string address = keys_.text("address");
  const std::string port = std::to_string(keys_.count("port"));
  const std::string listen = keys_.sound() ? ip_address(address, port) : std::string();
  if (listen.empty()) return "its address is none for a socket unit";
  add(datagram ? "ListenDatagram" : "ListenStream", listen);
  add("BindIPv6Only", address == "*" ? "both" : "ipv6-only");
  if (type == ServerType::tcp) add("NoDelay", "yes");
  return {};
}

NoUnit Settings::add_path(bool datagram) {
  const std::string path = keys_.text("path");
  const bool file = path.starts_with('/');
  if (!keys_.sound() || (!file && !path.starts_with('@')) || path.size() > longest_path ||
      !is_plain(std::string_view(path).substr(1), "/._@+,=-"))
    return "its path is none for a socket unit";
  add(datagram ? "ListenDatagram" : "ListenStream", path);
  if (!file) return {};
  add("RemoveOnStop", "yes");
  return add_owner();
}

NoUnit Settings::add_owner() {
  std::array<char, 16> mode{};
  std::snprintf(mode.data(), mode.size(), "%04o", keys_.mode("mode"));
  add("SocketMode", mode.data());
  const std::string user = keys_.text("user");
  const std::string group = keys_.text("group");
  for (const std::string& account : {user, group})
    if (!account.empty() && (!is_plain(account, "._-") || account.front() == '-'))
      return "'" + account + "' is no name for a socket unit";
  add("SocketUser", user.empty() ? user_of_service : user);
  add("SocketGroup", group.empty() ? user_of_service : group);
  return {};
}

std::string unit_text(const std::string& name, const std::string& source, const Settings& socket) {
  std::string text = "# Made by aio-generator of " + source + "\n[Unit]\n";
  text += "Description=Server " + name + " of aio\nSourcePath=" + source + "\n\n[Socket]\n";
  text += socket.text();
  text += "FileDescriptorName=" + name + "\nService=aio.service\n";
  // At a limit systemd closes the socket for good.
  text += "TriggerLimitIntervalSec=0\n";
  return text;
}

NoUnit add_socket(plan::Keys& keys, Settings& settings) {
  const auto type = type_of(keys.text("type"));
  if (!type) return "its type is none";
  const bool datagram = is_datagram(*type);
  NoUnit why = is_unix(*type) ? settings.add_path(datagram) : settings.add_address(*type, datagram);
  if (why.empty() && !datagram) settings.add("Backlog", std::to_string(keys.count("backlog")));
  if (why.empty() && !keys.sound()) why = "a value of it cannot be read";
  return why;
}

bool may_have_socket(plan::Keys& keys) {
  if (!keys.text("factory").empty() || keys.text("protocol").empty()) return false;
  if (!keys.boolean("enabled")) return false;
  const auto type = type_of(keys.text("type"));
  return !type || is_unix(*type) || keys.text("port") != "0";
}

// systemd 252 and 257 take escapes out of Sockets=, and leave them in Wants= and After=.
std::string with_backslashes_doubled(const std::string& name) {
  std::string doubled;
  for (const char c : name) doubled.append(c == '\\' ? 2 : 1, c);
  return doubled;
}

}  // namespace

std::string escaped(std::string_view text) {
  std::string name;
  for (const char c : text) {
    const bool dot = c == '.' && !name.empty();
    if (c == '/') {
      name += '-';
    } else if (is_alphanumeric(c) || c == ':' || c == '_' || dot) {
      name += c;
    } else {
      std::array<char, 8> hex{};
      std::snprintf(hex.data(), hex.size(), "\\x%02x", static_cast<unsigned char>(c));
      name += hex.data();
    }
  }
  return name;
}

std::variant<SocketUnit, NoUnit> socket_unit(const conf::Config& config,
                                             const std::string& name,
                                             const std::string& source) {
  plan::Keys keys(config, "server/" + name);
  if (!may_have_socket(keys)) return NoUnit();
  if (!is_plain(name, "._@/-") || !is_alphanumeric(name.front()))
    return NoUnit("its name is none for a socket unit");
  const std::string unit = "aio-" + escaped(name) + ".socket";
  if (unit.size() > longest_unit_name) return NoUnit("its name is too long for a socket unit");
  Settings settings(keys);
  if (const NoUnit why = add_socket(keys, settings); !why.empty()) return why;
  const std::string listen = settings.text().substr(0, settings.text().find('\n'));
  return SocketUnit{unit, unit_text(name, source, settings), listen};
}

std::string drop_in(const std::vector<SocketUnit>& units) {
  std::string text = "# Made by aio-generator\n[Unit]\n";
  for (const SocketUnit& unit : units) text += "Wants=" + unit.name + "\nAfter=" + unit.name + "\n";
  text += "\n[Service]\n";
  for (const SocketUnit& unit : units)
    text += "Sockets=" + with_backslashes_doubled(unit.name) + "\n";
  return text;
}

}  // namespace aio::units

// SPDX-License-Identifier: MIT
#pragma once

#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "conf/config.hpp"

// What systemd.socket(5) says of the servers of a configuration. Pure.
namespace aio::units {

/// A unit file.
struct SocketUnit {
  std::string name;  ///< "aio-web.socket"
  std::string text;
  std::string listen;  ///< its ListenStream= or ListenDatagram=, with that
};

/// Why a server that could have one has none, in words; empty: it cannot have one (it is disabled,
/// has a factory, or a port that the kernel picks).
using NoUnit = std::string;

/// The unit that holds the socket of [server/NAME]. No value of the configuration can say more
/// there than the one setting that it is for: what has other characters than such values have is
/// left to aiod.
std::variant<SocketUnit, NoUnit> socket_unit(const conf::Config& config,
                                             const std::string& name,
                                             const std::string& source);

/// What has aio.service wait for these units, start them, and get their sockets.
std::string drop_in(const std::vector<SocketUnit>& units);

/// As a part of a unit's name: what systemd-escape(1) prints.
std::string escaped(std::string_view text);

}  // namespace aio::units

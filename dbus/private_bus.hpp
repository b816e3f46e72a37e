// SPDX-License-Identifier: MIT
#pragma once

#include <sys/types.h>

#include <filesystem>
#include <optional>
#include <string>
#include <string_view>

namespace aio::dbus {

/// Where the private bus of a user is, whether it runs or not: aiod puts it there, and aioctl looks
/// for it there. A plain value.
struct PrivateBus {
  std::filesystem::path folder;  ///< to be made with mode 0700 by whoever starts the bus
  std::filesystem::path socket;
  std::string address;

  bool operator==(const PrivateBus&) const = default;
};

/// What the place depends on.
struct Caller {
  std::string runtime_dir;  ///< $XDG_RUNTIME_DIR; empty: none
  uid_t user = 0;
};

Caller this_caller();

/// nullopt for a user other than root without a runtime folder: no_private_bus says so. Throws
/// Error{too_large} when no socket could have that path.
std::optional<PrivateBus> private_bus(const Caller& caller);

/// For the user who asked for a private bus and cannot have one.
extern const char* const no_private_bus;

/// Why the socket that is there is not to be trusted: it and its folder must be the user's, and
/// nobody else may put another in its place. nullopt: it may be used. "" when nothing is there.
std::optional<std::string> distrust(const PrivateBus& bus, uid_t user);

/// The address of a socket file, escaped as the D-Bus specification says.
std::string unix_address(std::string_view path);

}  // namespace aio::dbus

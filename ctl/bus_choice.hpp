// SPDX-License-Identifier: MIT
#pragma once

#include <optional>
#include <string>

#include "ctl/options.hpp"
#include "dbus/connection.hpp"
#include "dbus/private_bus.hpp"

namespace aio::ctl {

/// Says to a command, and to what that starts, where the daemon is: `system`, `user`, or an
/// address.
inline constexpr const char* bus_variable = "AIO_BUS";
std::string word_of(const dbus::Bus& bus);

/// The bus that the command line names, else $AIO_BUS.
std::optional<dbus::Bus> named_bus(const Options& options);

/// The buses to look for the daemon on when none was named: the user's private one if it may be
/// trusted, and the system bus where that one does not answer.
struct BusChoice {
  std::optional<dbus::Bus> own{};  ///< the private one
  std::string why_not{};           ///< why there is no private one; empty when there is one
};

/// Looks at the private bus's folder; connects to nothing.
BusChoice choose_bus(const dbus::Caller& caller);

}  // namespace aio::ctl

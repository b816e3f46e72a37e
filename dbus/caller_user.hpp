// SPDX-License-Identifier: MIT
#pragma once

#include <sys/types.h>

#include <functional>
#include <memory>
#include <optional>
#include <string>

#include "dbus/inquiry.hpp"

// Whose program is at the other end. By user, never by process: a pid may be another process's
// before one has looked.
namespace aio::dbus {

/// Asks the bus which user a unique name is of; nothing: it has left, or the bus does not say.
std::unique_ptr<Inquiry> ask_user(sd_bus* bus,
                                  const std::string& name,
                                  std::function<void(std::optional<uid_t>)> on_answer);

/// The user that the bus itself is of, by the socket that leads to it; nothing: it has none.
std::optional<uid_t> user_of_bus(sd_bus* bus) noexcept;

}  // namespace aio::dbus

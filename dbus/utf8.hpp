// SPDX-License-Identifier: MIT
#pragma once

#include <string>
#include <string_view>

namespace aio::dbus {

/// The text with U+FFFD in place of each byte that is no part of UTF-8, and of each NUL: libsystemd
/// refuses to send them, and texts of other people's exceptions may hold anything.
std::string sendable(std::string_view text);

}  // namespace aio::dbus

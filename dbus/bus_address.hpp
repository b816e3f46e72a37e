// SPDX-License-Identifier: MIT
#pragma once

#include <string>
#include <string_view>

namespace aio::dbus {

/// A value as it stands in the address of a bus, where what is not of a few characters is a % and
/// two digits (D-Bus Specification, "Server Addresses").
std::string escaped_for_address(std::string_view value);

}  // namespace aio::dbus

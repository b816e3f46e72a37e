// SPDX-License-Identifier: MIT
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include <sdbus-c++/Types.h>

struct sd_bus_message;

namespace aio::dbus {

/// A value of a property or an option: of the D-Bus types b, q, u, t, s and as.
using Value = std::variant<bool,
                           std::uint16_t,
                           std::uint32_t,
                           std::uint64_t,
                           std::string,
                           std::vector<std::string>>;

/// A property of an object. Its key is in lower_snake; its name on the bus is the same in
/// PascalCase.
struct Property {
  const char* key;
  Value value;
};
using Properties = std::vector<Property>;

const char* signature_of(const Value& value);
sdbus::Variant variant_of(const Value& value);

/// "EveryUsec" of "every_usec".
std::string member_name(std::string_view key);

/// What follows throws sdbus::Error when libsystemd cannot.
void append(sd_bus_message* message, const Value& value);
void append_variant(sd_bus_message* message, const Value& value);
void append_dictionary(sd_bus_message* message, const Properties& properties);  ///< a{sv}
void append_facts(sd_bus_message* message, const Properties& facts);  ///< a{sv}, by their keys

}  // namespace aio::dbus

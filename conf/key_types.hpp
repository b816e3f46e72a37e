// SPDX-License-Identifier: MIT
#pragma once

#include <string>
#include <string_view>

#include "conf/keys.hpp"

namespace aio::conf {

/// Whether a value is of the key's type.
bool fits(const Key& key, std::string_view value);

/// "socket_path": the type in JSON and on the bus.
std::string_view word(KeyType type);

/// What the key's type looks like, for messages: "a time span such as 500ms, 5 or 1h 30min".
std::string expected(const Key& key);

/// "tcp, udp or unix" of words parted by blanks.
std::string alternatives(std::string_view words);

}  // namespace aio::conf

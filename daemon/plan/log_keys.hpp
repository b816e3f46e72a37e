// SPDX-License-Identifier: MIT
#pragma once

#include <string>
#include <string_view>

#include "daemon/plan/log_format.hpp"

namespace aio::plan {

/// What kind of value a key has, for what may be asked of it.
enum class LogValue { text, whole, real };

struct LogKeyName {
  std::string_view name;
  LogKey key;
  LogValue value;
};

/// The row of a name as a format spells it; nullptr for none.
const LogKeyName* find_log_key(std::string_view name);

/// "unknown key 'mesage', did you mean 'message'?"
std::string unknown_log_key(std::string_view name);

}  // namespace aio::plan

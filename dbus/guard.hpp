// SPDX-License-Identifier: MIT
#pragma once

#include <cstddef>

#include <sdbus-c++/IConnection.h>

#include "dbus/raw.hpp"

namespace aio::dbus {

/// What a method call may hold; a plain value. An entry is a value of any type, also one within
/// another.
struct Limits {
  std::size_t bytes = 1 << 20;  ///< of all strings together
  std::size_t entries = 30000;  ///< so a(sss) of 100,000 is refused after a fraction of it
  int depth = 16;               ///< of containers within each other
};

/// Looks at every call before an object sees it, and unpacks nothing of it: a call that is too
/// large is answered with LimitsExceeded, one that brings a file descriptor with InvalidArgs, and
/// libsystemd closes that with the message. Owned by whoever owns the connection, which outlives
/// it.
class Guard {
 public:
  explicit Guard(sdbus::IConnection& connection, const Limits& limits = {});
  Guard(const Guard&) = delete;
  Guard& operator=(const Guard&) = delete;

 private:
  Limits limits_;
  Slot filter_;
};

}  // namespace aio::dbus

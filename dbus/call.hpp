// SPDX-License-Identifier: MIT
#pragma once

#include <map>
#include <string>
#include <vector>

#include <sdbus-c++/Error.h>

#include "dbus/raw.hpp"
#include "dbus/value.hpp"

namespace aio::dbus {

/// A call of a method that has not been answered yet, of an object in a Folder. Owned by whoever
/// answers it, once, now or later; the connection outlives it.
class Call {
 public:
  explicit Call(sd_bus_message* message);

  std::string member() const;

  /// The a{sv} that is the method's next argument. Throws sdbus::Error{InvalidArgs} for a value of
  /// a type that no option has.
  std::map<std::string, sdbus::Variant> options();

  // Named as those of sdbus::Result, so that both are answered by the same code.
  void returnResults(const std::vector<Value>& values) const;
  void returnError(const sdbus::Error& error) const;

 private:
  Message message_;
};

}  // namespace aio::dbus

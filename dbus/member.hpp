// SPDX-License-Identifier: MIT
#pragma once

namespace aio::dbus {

/// A method or property of an interface, as its XML declares it; the tables of them are made from
/// xml/ at build time. A plain value.
struct Member {
  enum class Kind { method, property };
  enum class Change { told, untold, never };

  Kind kind;
  const char* name;
  const char* signature;  ///< of a method's arguments, or of the property
  const char* result;     ///< of a method
  const char* names;      ///< of a method's arguments, then its results, each with a NUL behind it
  Change change;          ///< of a property
};

}  // namespace aio::dbus

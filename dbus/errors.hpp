// SPDX-License-Identifier: MIT
#pragma once

#include <aio/error.hpp>

#include <exception>

#include <sdbus-c++/Error.h>

// The one table between our failures and the names of errors on the bus. A D-Bus error's text is
// what() alone, without its name: mistakes in a configuration are one a line there.
namespace aio::dbus {

const char* error_name(Fault fault);

/// What the caller gets of a failure.
sdbus::Error to_dbus(const Error& error);

/// The same of whatever was thrown: nothing but sdbus::Error may leave a method of an object, since
/// the frames below are those of a C library. What is not known by type is Failed.
sdbus::Error to_dbus(std::exception_ptr error);

/// What an error of the other side means here. A name that is not ours is Fault::failed.
Error from_dbus(const sdbus::Error& error);

}  // namespace aio::dbus

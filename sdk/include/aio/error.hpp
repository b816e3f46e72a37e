// SPDX-License-Identifier: MIT
#pragma once

#include <stdexcept>
#include <string>

namespace aio {

/// What kind of failure an Error is; D-Bus error names and exit codes follow from it.
enum class Fault {
  failed,         ///< the world refused: a disk, a socket, another program
  not_found,      ///< a name that is not there
  refused,        ///< asked for, and not possible now
  broken_config,  ///< mistakes in the configuration; what() has one a line
  broken_module,  ///< a module that cannot be loaded
  not_permitted,  ///< by the file system or a policy
  too_large,      ///< over a documented limit
};

/// A failure of the world, for the caller to report. Mistakes in the user's configuration are
/// Problems instead.
class Error : public std::runtime_error {
 public:
  Error(Fault fault, const std::string& what) : std::runtime_error(what), fault_(fault) {}
  Fault fault() const noexcept { return fault_; }

 private:
  Fault fault_;
};

/// Thrown by an awaited operation of aio when its task was asked to stop. Let it pass: the task's
/// owner expects it.
class Cancelled : public std::exception {
 public:
  const char* what() const noexcept override { return "cancelled"; }
};

}  // namespace aio

// SPDX-License-Identifier: MIT
#pragma once

#include <aio/error.hpp>

#include <exception>

namespace aio {

enum ExitStatus : int {
  exit_ok = 0,
  exit_failed = 1,
  exit_usage = 2,
  exit_not_permitted = 4,
  exit_broken_config = 6,
};

/// What aiod's start ends with when this was thrown.
inline int exit_status(const std::exception_ptr& failure) {
  try {
    std::rethrow_exception(failure);
  } catch (const Error& error) {
    if (error.fault() == Fault::not_permitted) return exit_not_permitted;
    return error.fault() == Fault::broken_config ? exit_broken_config : exit_failed;
  } catch (...) {
    return exit_failed;
  }
}

}  // namespace aio

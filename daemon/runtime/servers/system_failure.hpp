// SPDX-License-Identifier: MIT
#pragma once

#include <string>
#include <system_error>

// What a system call of a socket says when it fails.
namespace aio::runtime {

inline std::error_code system_code(int error) {
  return {error, std::generic_category()};
}

[[noreturn]] inline void fail(int error, const std::string& what) {
  throw std::system_error(system_code(error), what);
}

}  // namespace aio::runtime

// SPDX-License-Identifier: MIT
#pragma once

#include <aio/error.hpp>

#include <system_error>

namespace aio::runner {

/// What the system said of a file, as an Error{not_permitted or failed}.
inline Error file_error(const std::system_error& error) {
  const bool denied = error.code() == std::errc::permission_denied ||
                      error.code() == std::errc::operation_not_permitted;
  return Error(denied ? Fault::not_permitted : Fault::failed, error.what());
}

}  // namespace aio::runner

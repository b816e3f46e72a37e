// SPDX-License-Identifier: MIT
#pragma once

#include <string_view>
#include <system_error>

namespace aio::runtime {

/// Writes all of it, waiting for a pipe or terminal in non-blocking mode as well. `put`, when
/// given, tells how many bytes went out before the error.
std::error_code put_whole(int fd, std::string_view text, std::size_t* put = nullptr) noexcept;

}  // namespace aio::runtime

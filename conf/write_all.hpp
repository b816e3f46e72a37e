// SPDX-License-Identifier: MIT
#pragma once

#include <string_view>

namespace aio::conf {

/// Writes all of the text, however many calls it takes. 0, or an errno.
int write_all(int descriptor, std::string_view text);

}  // namespace aio::conf
